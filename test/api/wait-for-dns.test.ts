import assert from "node:assert/strict";
import { AppsV1Api, CoreV1Api, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { RunResult } from "../../components/processes.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { runScript } from "../support/processes.ts";
import { StrictApi } from "../support/strict-api.ts";

const namespace = "kube-system";
const labels = { "k8s-app": "kube-dns" };
const containers = [{ name: "coredns", image: "registry.k8s.io/coredns/coredns:v1.12.0" }];
const asMergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

describe("components/platform/wait-for-dns.ts", function () {
  this.timeout(60_000);
  let server: ApiServer;
  let apps: AppsV1Api;
  let core: CoreV1Api;
  let api: StrictApi;

  before(async () => {
    server = await startApiServer();
    apps = server.config.makeApiClient(AppsV1Api);
    core = server.config.makeApiClient(CoreV1Api);
    api = StrictApi.of(server.config);
  });
  after(() => (server as ApiServer | undefined)?.stop());

  const waitForDns = (variables: NodeJS.ProcessEnv, onLine?: (line: string) => void): Promise<RunResult> =>
    runScript(
      "components/platform/wait-for-dns.ts",
      { LAB_KUBECONFIG: server.kubeconfig, LAB_CONTEXT: "", ...variables },
      onLine ? { onLine } : {},
    );

  it("fails where there is no CoreDNS", async () => {
    const { status, stdout, stderr } = await waitForDns({ LAB_TIMEOUT: "1" });
    assert.equal(status, 1);
    assert.equal(stdout, "");
    const seen = 'HTTP 404: deployments.apps "coredns" not found';
    // Once as progress, for nothing of it changes, and once as the end.
    assert.deepEqual(stderr.trim().split("\n"), [
      `waiting for CoreDNS to be Available (0 s): ${seen}`,
      `CoreDNS to be Available: not within 1 s; last seen: ${seen}`,
    ]);
  });

  it("fails with what it sees of the pods when the time is over", async () => {
    await api.createStrictly({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "coredns", namespace },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    });
    await available("False");
    assert.match((await waitForDns({ LAB_TIMEOUT: "0" })).stderr, /last seen: no pods yet\n$/);

    const waiting = { waiting: { reason: "ContainerCreating" } };
    await pod("coredns-1", "ovn-worker", {
      phase: "Pending",
      containerStatuses: [{ name: "coredns", image: "", imageID: "", ready: false, restartCount: 0, state: waiting }],
    });
    await pod("coredns-2", undefined, { phase: "Pending" });
    const { status, stdout, stderr } = await waitForDns({ LAB_TIMEOUT: "3" });
    assert.equal(status, 1);
    assert.equal(stdout, "");
    const pods = "coredns-1 on ovn-worker: ContainerCreating; coredns-2 on no node: Pending";
    assert.deepEqual(stderr.trim().split("\n"), [
      `waiting for CoreDNS to be Available (0 s): ${pods}`,
      `CoreDNS to be Available: not within 3 s; last seen: ${pods}`,
    ]);
  });

  it("ends well once the Deployment is Available", async () => {
    let changed = Promise.resolve();
    // It becomes Available only once it has been missed.
    const { status, stdout, stderr } = await waitForDns({ LAB_TIMEOUT: "40", LAB_CONTEXT: "admin" }, (line) => {
      if (line.startsWith("waiting for ")) changed = available("True");
    });
    await changed;
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "CoreDNS is Available\n");
    assert.match(stderr, /^waiting for CoreDNS .*\n$/);
  });

  it("ends at once where it is Available already", async () => {
    assert.deepEqual(await waitForDns({ LAB_TIMEOUT: "40" }), {
      status: 0,
      stdout: "CoreDNS is Available\n",
      stderr: "",
    });
  });

  it("names a context that is not there", async () => {
    const { status, stderr } = await waitForDns({ LAB_TIMEOUT: "1", LAB_CONTEXT: "other" });
    assert.equal(status, 1);
    assert.equal(stderr, `the kubeconfig ${server.kubeconfig} has no context other; it has admin\n`);
  });

  async function available(status: "True" | "False"): Promise<void> {
    const body = { status: { conditions: [{ type: "Available", status }] } };
    await apps.patchNamespacedDeploymentStatus({ namespace, name: "coredns", body }, asMergePatch);
  }

  async function pod(name: string, nodeName: string | undefined, status: object): Promise<void> {
    const spec = { containers, ...(nodeName === undefined ? {} : { nodeName }) };
    await api.createStrictly({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels }, spec });
    await core.patchNamespacedPodStatus({ namespace, name, body: { status } }, asMergePatch);
  }
});
