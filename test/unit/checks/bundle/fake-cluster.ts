import type { ClusterReader, ContainerName } from "../../../../components/checks/bundle/cluster-reader.ts";
import type { CommandOutcome } from "../../../../components/checks/command-outcome.ts";
import { GetError } from "../../../../components/kubernetes-api/get-text.ts";

/** What a pretended cluster answers. A path that is missing is a kind that it does not have; an Error is a refusal. */
export interface World {
  /** Items of lists, by path without query. */
  readonly lists?: Readonly<Record<string, readonly object[] | Error | Promise<never>>>;
  /** By `<namespace>/<pod>/<container>`, with `/previous` at the end for the log before a restart. */
  readonly logs?: Readonly<Record<string, string>>;
  readonly exec?: (container: ContainerName, command: readonly string[]) => CommandOutcome | Promise<CommandOutcome>;
  readonly secrets?: readonly string[];
}

export function fakeCluster({ lists = {}, logs = {}, exec, secrets = [] }: World) {
  const asked: string[] = [];
  const commands: string[] = [];
  const reader: ClusterReader = {
    secrets,
    get: async (path) => {
      asked.push(path);
      const [bare = "", query] = path.split("?");
      const log = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/.exec(bare);
      if (log) {
        const search = new URLSearchParams(query);
        const key = [log[1], log[2], search.get("container"), ...(search.has("previous") ? ["previous"] : [])].join(
          "/",
        );
        const text = logs[key];
        if (text === undefined) throw new GetError(400, `no log of ${key}`);
        return text;
      }
      const items = await lists[bare];
      if (items === undefined) throw new GetError(404, "the server could not find the requested resource");
      if (items instanceof Error) throw items;
      return JSON.stringify({ apiVersion: "v1", kind: "List", items });
    },
    exec: async (container, command) => {
      commands.push(`${container.pod}/${container.container}: ${command.join(" ")}`);
      if (!exec) throw new Error("exec refused");
      return exec(container, command);
    },
  };
  return { reader, asked, commands };
}

const core = (namespace: string, plural: string): string => `/api/v1/namespaces/${namespace}/${plural}`;
export const podsPath = (namespace: string): string => core(namespace, "pods");
export const eventsPath = (namespace: string): string => core(namespace, "events");

export interface PodOptions {
  readonly node?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly labels?: object;
  readonly annotations?: object;
  readonly restarts?: number;
  readonly waiting?: object;
  readonly env?: readonly object[];
}

/** A pod with one container, `main`, as the API has it. */
export function podObject(namespace: string, name: string, options: PodOptions = {}): object {
  const { node = "worker", phase = "Running", ready = true, restarts = 0, waiting, labels, annotations, env } = options;
  const status = ready ? "True" : "False";
  const terminated = { reason: "Error", exitCode: 137 };
  return {
    metadata: { name, namespace, labels: { ...labels }, annotations: { ...annotations } },
    spec: { nodeName: node, containers: [{ name: "main", ...(env ? { env } : {}) }] },
    status: {
      phase,
      conditions: [{ type: "Ready", status }],
      containerStatuses: [
        {
          name: "main",
          ready,
          restartCount: restarts,
          state: waiting ? { waiting } : { running: { startedAt: "2026-01-01T00:00:00Z" } },
          ...(restarts > 0 ? { lastState: { terminated } } : {}),
        },
      ],
    },
  };
}

/** OVN-Kubernetes' own pods on a node, with the containers whose logs are collected. */
export function ovnPods(node: string): object[] {
  const containers = (names: readonly string[]) => ({
    phase: "Running",
    conditions: [{ type: "Ready", status: "True" }],
    containerStatuses: names.map((name) => ({ name, ready: true, restartCount: 0, state: { running: {} } })),
  });
  const pod = (name: string, labels: object, names: readonly string[]) => ({
    metadata: { name: `${name}-${node}`, namespace: "ovn-kubernetes", labels },
    spec: { nodeName: node },
    status: containers(names),
  });
  return [
    pod("ovnkube-node", { app: "ovnkube-node" }, [
      "nb-ovsdb",
      "sb-ovsdb",
      "ovnkube-controller",
      "ovn-controller",
      "ovn-northd",
    ]),
    pod("ovs-node", { app: "ovs-node" }, ["ovs-daemons"]),
    pod("ovnkube-control-plane", { name: "ovnkube-control-plane" }, ["ovnkube-cluster-manager"]),
  ];
}
