import assert from "node:assert/strict";
import { join } from "node:path";
import { CoreV1Api, KubernetesObjectApi } from "@kubernetes/client-node";
import type { NameForwardingRequest } from "../../components/platform/name-forwarding-request.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { type NodeResult, runNode } from "../unit/support.ts";
import { writeProgram } from "../unit/tools/support.ts";

const corefile = (servers: string): string =>
  `.:53 {\n    errors\n    forward . ${servers} {\n       max_concurrent 1000\n    }\n}\n`;
const metadata = { name: "coredns", namespace: "kube-system" };
const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata };

describe("whom a kind cluster's DNS asks for names outside, with a stand-in for the container engine", function () {
  this.timeout(60_000);
  let server: ApiServer;
  let core: CoreV1Api;
  let objects: KubernetesObjectApi;

  before(async () => {
    server = await startApiServer();
    core = server.config.makeApiClient(CoreV1Api);
    objects = KubernetesObjectApi.makeApiClient(server.config);
    await objects.create({ ...configMap, data: { Corefile: corefile("/etc/resolv.conf"), other: "kept" } });
    for (const engine of ["docker", "podman"])
      await writeProgram(
        join(server.directory, "bin", engine),
        `#!/bin/sh\ncase "$*" in\n  info*) echo 99.0.0 ;;\n  "exec lab-control-plane cat /etc/resolv.conf") echo "nameserver 172.18.0.1"; echo "# ExtServers: [192.0.2.53]" ;;\n  *) echo "unknown: $*" >&2; exit 98 ;;\nesac\n`,
      );
  });
  after(() => (server as ApiServer | undefined)?.stop());

  function forwardNames(changes: Partial<NameForwardingRequest> = {}): Promise<NodeResult> {
    const request: NameForwardingRequest = {
      kubeconfig: server.kubeconfig,
      context: null,
      node: "lab-control-plane",
      containerEngine: "docker",
      servers: [],
      families: ["ipv4"],
      of: "",
      ...changes,
    };
    return runNode(["--import", "tsx", "components/platform/forward-names.ts"], {
      NAME_FORWARDING_REQUEST: JSON.stringify(request),
      PATH: `${join(server.directory, "bin")}:/usr/bin:/bin`,
    });
  }
  const data = async () => (await core.readNamespacedConfigMap(metadata)).data;

  it("are those that Docker asks, and whatever else is configured stays", async () => {
    const { status, stdout, stderr } = await forwardNames();
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.equal(stdout, "the cluster's DNS asks 192.0.2.53 for names outside\n");
    assert.deepEqual(await data(), { Corefile: corefile("192.0.2.53"), other: "kept" });
  });

  it("are those that are set", async () => {
    assert.equal((await forwardNames({ servers: ["192.0.2.1", "192.0.2.2"] })).status, 0);
    assert.equal((await data())?.["Corefile"], corefile("192.0.2.1 192.0.2.2"));
  });

  it("are the nodes' own with podman", async () => {
    const before = await data();
    const { status, stdout } = await forwardNames({ containerEngine: "podman" });
    assert.equal(status, 0);
    assert.match(stdout, /asks as its nodes do/);
    assert.deepEqual(await data(), before);
  });

  it("are not set where CoreDNS asks nobody, which is told", async () => {
    await objects.patch({ ...configMap, data: { Corefile: ".:53 {\n}\n" } });
    const { status, stderr } = await forwardNames();
    assert.equal(status, 1);
    assert.match(stderr, /^ConfigMap kube-system\/coredns has no line "forward \."/);
  });

  it("are not set where the node does not answer, which is told", async () => {
    const { status, stderr } = await forwardNames({ node: "lab-worker" });
    assert.equal(status, 1);
    assert.match(stderr, /unknown: exec lab-worker cat \/etc\/resolv\.conf/);
  });
});
