import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CoreV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { readManifest } from "../../components/artifacts/index.ts";
import type { CheckRequest } from "../../components/checks/check-request.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { kubevirtDefinitions } from "../../components/clusters/simulation/kubevirt.ts";
import { cloudInitVolume } from "../../components/virtual-machines/cloud-init.ts";
import type { RunResult } from "../../components/processes.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { runScript } from "../support/processes.ts";
import { StrictApi, waitForEstablished } from "../support/strict-api.ts";
import { networkStatus, request } from "../unit/checks/support.ts";
import { upstream } from "../unit/support.ts";

const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const networks = join(upstream, "ovn-kubernetes/v1.3.0/helm/ovn-kubernetes/crds/k8s.ovn.org_userdefinednetworks.yaml");
const hasNetworks = existsSync(networks);

describe("the bundle of a check on a real API server", function () {
  this.timeout(120_000);
  let server: ApiServer;
  let api: StrictApi;
  let core: CoreV1Api;
  let folder: string;
  let ended: RunResult;
  let token: string;

  const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");

  /** Pods that no kubelet runs, in the state that it would report. */
  async function createPod(
    namespace: string,
    name: string,
    { labels = {}, annotations = {}, env = [] as object[] } = {},
  ): Promise<void> {
    const spec = { nodeName: "worker", containers: [{ name: "main", image: "agnhost", env }] };
    await api.createStrictly({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace, labels, annotations },
      spec,
    });
    const state = { running: { startedAt: new Date().toISOString() } };
    const lastState = { terminated: { exitCode: 137, reason: "Error" } };
    const status = {
      phase: "Running",
      conditions: [{ type: "Ready", status: "True" }],
      containerStatuses: [{ name: "main", image: "", imageID: "", ready: true, restartCount: 2, state, lastState }],
    };
    await core.patchNamespacedPodStatus({ name, namespace, body: { status } }, asMerge);
  }

  before(async () => {
    server = await startApiServer();
    api = StrictApi.of(server.config);
    core = server.config.makeApiClient(CoreV1Api);
    token = server.config.getCurrentUser()?.token ?? "";
    const definitions = [...kubevirtDefinitions, ...(hasNetworks ? readManifest(networks) : [])];
    for (const definition of definitions) await api.createStrictly(definition);
    await waitForEstablished(
      server.config,
      definitions.map(({ metadata }) => metadata.name),
    );
    for (const name of ["blue", "yellow", "ovn-kubernetes"])
      await api.createStrictly({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    await api.createStrictly({ apiVersion: "v1", kind: "Node", metadata: { name: "worker" } });
    const ready = {
      type: "Ready",
      status: "False",
      reason: "KubeletNotReady",
      message: "the kubelet is a pretended one",
    };
    await core.patchNodeStatus({ name: "worker", body: { status: { conditions: [ready] } } }, asMerge);
    await createPod("blue", "client", {
      env: [
        { name: "DB_PASSWORD", value: "cheese" },
        { name: "OPTIONS", value: `--header=Bearer ${token}` },
      ],
    });
    await createPod("yellow", "server", { annotations: { "k8s.v1.cni.cncf.io/network-status": networkStatus } });
    await createPod("ovn-kubernetes", "ovnkube-node-x", { labels: { app: "ovnkube-node" } });
    await api.createStrictly({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "deny", namespace: "yellow" },
      spec: { podSelector: {}, policyTypes: ["Ingress"] },
    });
    await api.createStrictly({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "hidden", namespace: "blue" },
      stringData: { a: "hunter2" },
    });
    await api.createStrictly({
      apiVersion: "kubevirt.io/v1",
      kind: "VirtualMachineInstance",
      metadata: { name: "vm", namespace: "blue" },
      spec: { volumes: [{ name: "cloudinit", cloudInitNoCloud: cloudInitVolume({ packages: ["postgresql"] }) }] },
    });
    for (const [name, reason, time] of [
      ["late", "Failed", "2026-01-01T00:00:09Z"],
      ["early", "Pulling", "2026-01-01T00:00:01Z"],
    ] as const)
      await api.createStrictly({
        apiVersion: "v1",
        kind: "Event",
        metadata: { name, namespace: "yellow" },
        involvedObject: { kind: "Pod", name: "server", namespace: "yellow" },
        type: "Warning",
        reason,
        message: "with password=hunter2",
        lastTimestamp: time,
      });
    if (hasNetworks) {
      const custom = server.config.makeApiClient(CustomObjectsApi);
      const metadata = { name: "net", namespace: "yellow" };
      const layer2 = { role: "Primary", subnets: ["192.168.0.0/16"] };
      await api.createStrictly({
        apiVersion: "k8s.ovn.org/v1",
        kind: "UserDefinedNetwork",
        metadata,
        spec: { topology: "Layer2", layer2 },
      });
      const condition = {
        type: "NetworkCreated",
        status: "False",
        reason: "SyncError",
        message: "it overlaps",
        lastTransitionTime: new Date().toISOString(),
      };
      const place = { group: "k8s.ovn.org", version: "v1", plural: "userdefinednetworks", ...metadata };
      await custom.patchNamespacedCustomObjectStatus(
        { ...place, body: { status: { conditions: [condition] } } },
        asMerge,
      );
    }
    const asked: CheckRequest = {
      ...request,
      kubeconfig: server.kubeconfig,
      results: join(server.directory, "stack", "results"),
      timeout: 0.1,
    };
    ended = await runScript("components/checks/main.ts", { CHECK_REQUEST: JSON.stringify(asked) });
    folder = join(server.directory, "stack", "bundles", "T1");
  });
  after(() => (server as ApiServer | undefined)?.stop());

  it("is named by the result, which is not run, with three causes that its objects tell first", () => {
    assert.equal(ended.status, 1, ended.stderr);
    const { verdict, bundle, causes = [] } = JSON.parse(ended.stdout) as CheckResult;
    assert.deepEqual([verdict, bundle, causes.length], ["not run", folder, 3]);
    assert.match(
      causes[0] ?? "",
      /^node worker is not Ready \(the kubelet is a pretended one\) -> kubectl describe node worker$/,
    );
    assert.ok(ended.stderr.includes(folder) && causes.every((cause) => ended.stderr.includes(cause)), ended.stderr);
  });

  it("holds the objects of the namespaces that it is about, and the nodes", () => {
    assert.match(read("objects", "blue", "pods.yaml"), /kind: PodList[^]*name: client/);
    assert.match(read("objects", "yellow", "networkpolicies.yaml"), /name: deny/);
    assert.match(read("objects", "yellow", "namespaces.yaml"), /name: yellow/);
    assert.match(read("objects", "cluster", "nodes.yaml"), /name: worker/);
    assert.match(read("objects", "blue", "virtualmachineinstances.yaml"), /packages:[^]*postgresql/);
    if (hasNetworks) assert.match(read("objects", "yellow", "userdefinednetworks.yaml"), /reason: SyncError/);
    assert.deepEqual(
      readdirSync(join(folder, "objects", "blue")).filter((name) => /secret/i.test(name)),
      [],
    );
  });

  it("holds the events by their time", () => {
    assert.deepEqual(
      read("events", "yellow.txt").trim().split("\n"),
      ["2026-01-01T00:00:01Z Warning Pulling", "2026-01-01T00:00:09Z Warning Failed"].map(
        (head) => `${head} Pod/server: with password=[removed]`,
      ),
    );
  });

  it("says what it could not get, and what there is not", () => {
    const readme = read("README.txt");
    for (const words of [
      "log of blue/client, container main: HTTP",
      "log of blue/client, container main, before its restart: HTTP",
      "nb-show.txt of node worker: exec in ovn-kubernetes/ovnkube-node-x",
      "what ovs-node of node worker knows: there is no such pod in namespace ovn-kubernetes",
    ])
      assert.ok(readme.includes(`- ${words}`), `${words} is not in ${readme}`);
    assert.match(
      readme,
      /IS NOT THERE[^]*- networkpolicies of blue\n[^]*- nodenetworkconfigurationpolicies of the cluster: this cluster has no such kind/,
    );
  });

  it("holds what was asked of the API server and what it said", () =>
    assert.match(
      read("transcript.txt"),
      /== T1, attempt 1\n[^]* exec in blue\/client, container main: curl [^]* {4}error: exec in blue\/client[^]*=> not run: /,
    ));

  it("is private, and holds no secret", () => {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      assert.equal(statSync(path).mode & 0o777, entry.isDirectory() ? 0o700 : 0o600, path);
      if (entry.isDirectory()) continue;
      const text = readFileSync(path, "utf8");
      for (const secret of ["cheese", "hunter2", "password: fedora", token])
        assert.ok(!text.includes(secret), `${secret} is in ${path}`);
    }
    assert.ok(!/cheese|hunter2/.test(ended.stdout + ended.stderr));
  });
});
