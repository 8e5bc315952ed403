import assert from "node:assert/strict";
import { collect, defaultCollectLimits } from "../../../../components/checks/bundle/collect.ts";
import { Collection } from "../../../../components/checks/bundle/collection.ts";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";
import type { Check } from "../../../../components/checks/check.ts";
import { GetError } from "../../../../components/kubernetes-api/get-text.ts";
import { check } from "../support.ts";
import { eventsPath, fakeCluster, ovnPods, podObject, podsPath, type World } from "./fake-cluster.ts";

const limits = { total: 5, each: 2, atOnce: 4 };

/** Two namespaces with a pod each, on a cluster whose OVN answers with its question. */
const world: World = {
  lists: {
    [podsPath("blue")]: [
      podObject("blue", "client", { restarts: 2, env: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
    ],
    [podsPath("yellow")]: [podObject("yellow", "server", { node: "worker2" }), podObject("yellow", "bystander")],
    [podsPath("ovn-kubernetes")]: [...ovnPods("worker"), ...ovnPods("worker2"), ...ovnPods("worker3")],
    "/api/v1/nodes": [
      {
        metadata: { name: "worker" },
        status: { images: [{ names: ["huge"] }], conditions: [{ type: "Ready", status: "True" }] },
      },
    ],
    "/apis/networking.k8s.io/v1/namespaces/blue/networkpolicies": [{ metadata: { name: "deny", namespace: "blue" } }],
    "/apis/networking.k8s.io/v1/namespaces/yellow/networkpolicies": [],
    [eventsPath("blue")]: [
      {
        metadata: { creationTimestamp: "2026-01-01T00:00:00Z" },
        reason: "Started",
        involvedObject: { kind: "Pod", name: "client" },
      },
    ],
    [eventsPath("yellow")]: [],
  },
  logs: {
    "blue/client/main": "asks with PGPASSWORD=hunter2\n",
    "blue/client/main/previous": "panic\n",
    "yellow/server/main": "listens\n",
    "ovn-kubernetes/ovnkube-node-worker/ovnkube-controller": "controller of worker\n",
  },
  exec: (_, command) => ({ exitCode: 0, stdout: `answer to ${command[0] ?? ""}\n`, stderr: "" }),
};

async function collected(of: World, checks: readonly Check[] = [check], within = limits) {
  const cluster = fakeCluster(of);
  const collection = new Collection(scrubber());
  const facts = await collect(checks, cluster.reader, collection, within);
  const reasons = collection.missing.map(({ what, reason }) => `${what}: ${reason}`);
  return { ...cluster, collection, facts, reasons, names: [...collection.files.keys()] };
}

describe("what is collected for a check that did not pass", () => {
  it("is objects, events, logs and OVN's state, of its own namespaces, pods and nodes", async () => {
    const { names, collection, facts } = await collected(world);
    for (const name of [
      "objects/blue/pods.yaml",
      "objects/yellow/pods.yaml",
      "objects/blue/networkpolicies.yaml",
      "objects/cluster/nodes.yaml",
      "objects/ovn-kubernetes/pods.yaml",
      "events/blue.txt",
      "logs/blue/client/main.log",
      "logs/blue/client/main.before-restart.log",
      "logs/yellow/server/main.log",
      "logs/ovn-kubernetes/ovnkube-node-worker/ovnkube-controller.log",
      "ovn/worker/nb-show.txt",
      "ovn/worker2/sb-ports-yellow.txt",
      "ovn/worker/ovs-flows.txt",
    ])
      assert.ok(names.includes(name), `${name} is not in ${names.join(" ")}`);
    assert.ok(!names.some((name) => /bystander|worker3/.test(name)), names.join(" "));
    assert.match(
      collection.files.get("ovn/worker/nb-show.txt") ?? "",
      /^\$ kubectl exec -n ovn-kubernetes ovnkube-node-worker -c nb-ovsdb -- ovn-nbctl .*show\nanswer to ovn-nbctl\n$/,
    );
    assert.ok(!(collection.files.get("objects/cluster/nodes.yaml") ?? "").includes("huge"));
    assert.deepEqual(
      facts.policies?.map(({ name }) => name),
      ["deny"],
    );
  });

  it("tells what there is none of, and what the cluster has no kind of", async () => {
    const { collection } = await collected(world);
    assert.ok(collection.absent.includes("networkpolicies of yellow"));
    assert.ok(collection.absent.includes("events of yellow"));
    assert.ok(collection.absent.includes("virtualmachineinstances of blue: this cluster has no such kind"));
  });

  it("has no secrets", async () => {
    const { collection } = await collected(world);
    for (const [name, text] of collection.files) assert.ok(!text.includes("hunter2"), `${name}: ${text}`);
    assert.match(collection.files.get("logs/blue/client/main.log") ?? "", /PGPASSWORD=\[removed\]/);
  });

  it("asks each node's own databases for the ports of the check's namespaces and for its services", async () => {
    const to = { kind: "service", namespace: "yellow", service: "web" } as const;
    const slices = "/apis/discovery.k8s.io/v1/namespaces/yellow/endpointslices";
    const slice = {
      metadata: { name: "web-1", namespace: "yellow", labels: { "kubernetes.io/service-name": "web" } },
      endpoints: [{ conditions: { ready: false }, targetRef: { kind: "Pod", name: "server" } }],
    };
    const { commands, facts } = await collected({ ...world, lists: { ...world.lists, [slices]: [slice] } }, [
      { ...check, to },
    ]);
    const asked = commands.join("\n");
    assert.match(
      asked,
      /^ovnkube-node-worker\/nb-ovsdb: ovn-nbctl .* find Logical_Switch_Port external_ids:namespace=blue$/m,
    );
    assert.match(
      asked,
      /^ovnkube-node-worker2\/sb-ovsdb: ovn-sbctl .* find Port_Binding external_ids:namespace=yellow$/m,
    );
    assert.match(
      asked,
      /^ovnkube-node-worker2\/nb-ovsdb: .* find Load_Balancer external_ids\{>=\}\{"k8s\.ovn\.org\/owner"="yellow\/web"\}$/m,
    );
    assert.match(asked, /^ovs-node-worker\/ovs-daemons: ovs-vsctl .* show$/m);
    assert.deepEqual(facts.endpoints, [
      { namespace: "yellow", service: "web", ready: 0, pods: [{ namespace: "yellow", pod: "server" }] },
    ]);
  });

  it("asks again while the API server is not ready for a kind that it has just learned", async () => {
    const { reader } = fakeCluster(world);
    let refusals = 2;
    const get: typeof reader.get = (path, within) =>
      path.startsWith("/api/v1/nodes") && refusals-- > 0
        ? Promise.reject(new GetError(429, "storage is (re)initializing"))
        : reader.get(path, within);
    const collection = new Collection(scrubber());
    await collect([check], { ...reader, get }, collection, limits);
    assert.ok(refusals < 0 && collection.files.has("objects/cluster/nodes.yaml"));
  });

  it("goes on when parts of it fail, and says why", async () => {
    const broken: World = {
      lists: {
        ...world.lists,
        [podsPath("yellow")]: new Error("HTTP 403: forbidden"),
        [podsPath("ovn-kubernetes")]: ovnPods("worker"),
      },
      logs: {},
      exec: ({ container }) => {
        if (container === "sb-ovsdb") throw new Error("container not found");
        return { exitCode: 1, stdout: "", stderr: "database connection failed: token=hunter2" };
      },
    };
    const { names, reasons, facts } = await collected(broken);
    assert.ok(names.includes("objects/blue/pods.yaml"));
    assert.ok(reasons.includes("pods of yellow: HTTP 403: forbidden"), reasons.join("\n"));
    assert.ok(reasons.includes("log of blue/client, container main: HTTP 400: no log of blue/client/main"));
    assert.ok(
      reasons.includes(
        "nb-show.txt of node worker: ovn-nbctl ended with 1: database connection failed: token=[removed]",
      ),
    );
    assert.ok(reasons.includes("sb-show.txt of node worker: container not found"));
    assert.deepEqual([facts.known?.has("blue/pods"), facts.known?.has("yellow/pods")], [true, false]);
  });

  it("says that a node has no pod of OVN-Kubernetes, or that no node is known, instead of asking", async () => {
    const none = await collected({ ...world, lists: { ...world.lists, [podsPath("ovn-kubernetes")]: [] } });
    assert.deepEqual(none.commands, []);
    assert.ok(
      none.reasons.includes(
        "what ovnkube-node of node worker2 knows: there is no such pod in namespace ovn-kubernetes",
      ),
    );
    const nobody = await collected({});
    assert.ok(nobody.reasons.includes("OVN's and Open vSwitch's state: no node is known that it is about"));
  });

  it("does not wait for who never answers, longer than for one question and for all", async () => {
    const silent = new Promise<never>(() => undefined);
    const lists = Object.fromEntries(
      ["pods", "services", "events"].map((plural) => [`/api/v1/namespaces/blue/${plural}`, silent]),
    );
    const start = Date.now();
    const { reasons, names } = await collected({ lists: { ...world.lists, ...lists } }, [check], {
      total: 1,
      each: 0.1,
      atOnce: 4,
    });
    assert.ok(Date.now() - start < 3000, `${Date.now() - start} ms`);
    assert.ok(
      reasons.some((one) => /^pods of blue: not done within 0\.1 s$/.test(one)),
      reasons.join("\n"),
    );
    assert.ok(names.includes("objects/yellow/pods.yaml"));
    const over = await collected(world, [check], { total: 0, each: 1, atOnce: 4 });
    assert.ok(over.reasons.includes("pods of blue: the time for the whole bundle was over"));
  });

  it("has 30 seconds", () => assert.equal(defaultCollectLimits.total, 30));

  it("looks for the owner of a fixed address on the networks of its namespaces", async () => {
    const attachment = (namespace: string, name: string) => ({
      metadata: { namespace, name: "net" },
      spec: { config: JSON.stringify({ name }) },
    });
    const kind = "/apis/k8s.cni.cncf.io/v1";
    const status = JSON.stringify([{ name: "x", ips: ["192.168.200.30"] }]);
    const owner = podObject("tenantyellow", "server", { annotations: { "k8s.v1.cni.cncf.io/network-status": status } });
    const of: World = {
      lists: {
        [`${kind}/network-attachment-definitions`]: [
          attachment("blue", "green"),
          attachment("tenantyellow", "green"),
          attachment("far", "other"),
        ],
        [podsPath("tenantyellow")]: [owner],
      },
      logs: { "tenantyellow/server/main": "listens" },
    };
    const { names, asked } = await collected(of, [{ ...check, to: { kind: "host", host: "192.168.200.30" } }]);
    assert.ok(names.includes("logs/tenantyellow/server/main.log"), names.join(" "));
    assert.ok(!asked.some((path) => path.includes("/far/")));
  });

  it("asks the cluster's DNS where a name has to be resolved", async () => {
    const of: World = {
      lists: { [podsPath("kube-system")]: [podObject("kube-system", "coredns-1")] },
      logs: { "kube-system/coredns-1/main": "loop" },
    };
    assert.ok(
      (await collected(of, [{ ...check, to: { kind: "host", host: "google.com" } }])).names.includes(
        "logs/kube-system/coredns-1/main.log",
      ),
    );
    assert.ok(!(await collected(of)).asked.some((path) => path.includes("kube-system")));
  });
});
