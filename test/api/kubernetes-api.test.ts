import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { CoreV1Api, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { ensureObject, labelNode, waitForNodes } from "../../components/kubernetes-api/nodes.ts";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import { locateTool } from "../../components/tools/index.ts";
import { TimeoutError } from "../../components/wait.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { closedPort } from "../support/ports.ts";

describe("components/kubernetes-api", function () {
  this.timeout(60_000);
  let server: ApiServer;
  let core: CoreV1Api;

  before(async () => {
    server = await startApiServer();
    core = server.config.makeApiClient(CoreV1Api);
  });
  // What `before` could not make is not there.
  after(() => (server as ApiServer | undefined)?.stop());

  /** The server's kubeconfig with one text in the place of another, as a file of another name. */
  function changedKubeconfig(name: string, from: string | RegExp, to: string): string {
    const text = server.config.exportConfig();
    const changed = text.replace(from, to);
    assert.notEqual(changed, text);
    const file = join(server.directory, name);
    writeFileSync(file, changed);
    return file;
  }

  async function reasonOf(kubeconfig: string, timeout?: number): Promise<string> {
    const answer = await probeApi({ kubeconfig }, timeout);
    assert.ok("reason" in answer, JSON.stringify(answer));
    return answer.reason;
  }

  describe("probeApi", () => {
    const sockets = new Set<{ destroy(): unknown }>();
    // Also when the test that opened them did not end.
    after(() => {
      for (const socket of sockets) socket.destroy();
    });

    it("gives the server's version", async () => {
      const { version } = await locateTool("kube-apiserver").then((tool) =>
        tool.path === undefined ? { version: "" } : tool,
      );
      assert.deepEqual(await probeApi({ kubeconfig: server.kubeconfig }), { version: `v${version}` });
    });

    it("says that nothing listens", async () => {
      const port = await closedPort();
      const file = changedKubeconfig("closed.json", server.url, `https://127.0.0.1:${port}`);
      assert.match(await reasonOf(file), new RegExp(`ECONNREFUSED.*${port}`));
    });

    it("says that the server does not know the user", async () => {
      const file = changedKubeconfig("stranger.json", /"token":"[0-9a-f]+"/, '"token":"wrong"');
      assert.equal(await reasonOf(file), "HTTP 401: Unauthorized");
    });

    it("says that the file is not there", async () => {
      const file = join(server.directory, "absent.json");
      assert.match(await reasonOf(file), new RegExp(`the kubeconfig ${file} cannot be read: .*ENOENT`));
    });

    it("says that a context is not there", async () => {
      const answer = await probeApi({ kubeconfig: server.kubeconfig, context: "other" });
      assert.match("reason" in answer ? answer.reason : "", /has no context other; it has admin/);
    });

    it("gives up on a server that does not answer", async () => {
      const silent = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
      sockets.add({ destroy: () => silent.close() });
      await once(silent, "listening");
      const { port } = silent.address() as AddressInfo;
      const file = changedKubeconfig("silent.json", server.url, `https://127.0.0.1:${port}`);
      assert.equal(await reasonOf(file, 0.5), "no answer within 0.5 s");
    });
  });

  describe("loadKubeConfig", () => {
    it("takes the current context, or the one asked for", () => {
      assert.equal(loadKubeConfig({ kubeconfig: server.kubeconfig }).getCurrentContext(), "admin");
      const two = changedKubeconfig(
        "two.json",
        '"contexts":[',
        '"contexts":[{"name":"other","context":{"cluster":"test","user":"admin"}},',
      );
      assert.equal(loadKubeConfig({ kubeconfig: two, context: "other" }).getCurrentContext(), "other");
      assert.throws(
        () => loadKubeConfig({ kubeconfig: two, context: "third" }),
        new Error(`the kubeconfig ${two} has no context third; it has other, admin`),
      );
    });
  });

  describe("nodes", () => {
    const say = (): void => undefined;
    const labelsOf = async (name: string): Promise<unknown> => (await core.readNode({ name })).metadata?.labels;

    it("get labels beside those they have", async () => {
      await ensureObject(server.config, nodeNamed("labelled"));
      await labelNode(server.config, "labelled", { "example.org/one": "1", "example.org/two": "2" });
      await labelNode(server.config, "labelled", { "example.org/two": "", "k8s.ovn.org/zone-name": "labelled" });
      const labels = { "example.org/one": "1", "example.org/two": "", "k8s.ovn.org/zone-name": "labelled" };
      assert.deepEqual(await labelsOf("labelled"), labels);
    });

    it("that are not there cannot be labelled", async () => {
      await assert.rejects(labelNode(server.config, "absent", { a: "b" }), {
        message: 'HTTP 404: nodes "absent" not found',
      });
    });

    it("are made once and then left as they are", async () => {
      const node = nodeNamed("twice", { "example.org/made": "first" });
      await ensureObject(server.config, node);
      const before = (await core.readNode({ name: "twice" })).metadata;
      const again = nodeNamed("twice", { "example.org/made": "again" });
      await ensureObject(server.config, again);
      const now = (await core.readNode({ name: "twice" })).metadata;
      assert.ok(before?.uid);
      assert.equal(now?.uid, before.uid);
      assert.deepEqual(now.labels, { "example.org/made": "first" });
    });

    it("of an impossible name are an error", async () => {
      const made = ensureObject(server.config, nodeNamed("Not_A_Name"));
      await assert.rejects(made, /HTTP 422: Node "Not_A_Name" is invalid: metadata\.name: /);
    });

    it("are waited for until each is Ready", async () => {
      for (const name of ["one", "two"]) await ensureObject(server.config, nodeNamed(name));
      const seen: string[] = [];
      let became = Promise.resolve();
      // The second becomes Ready only once it has been missed.
      await setReady("one", "True");
      await waitForNodes(server.config, ["one", "two"], 20, (line) => {
        seen.push(line);
        became = setReady("two", "True");
      });
      await became;
      assert.equal(seen.length, 1);
      assert.match(seen[0] ?? "", /waiting for nodes to be Ready \(\d+ s\): not Ready: two$/);
    });

    it("that stay away are named", async () => {
      await setReady("two", "False");
      await assert.rejects(
        waitForNodes(server.config, ["one", "two", "absent"], 1, say),
        new TimeoutError("nodes to be Ready: not within 1 s; last seen: not Ready: two, absent"),
      );
    });

    async function setReady(name: string, status: "True" | "False"): Promise<void> {
      await core.patchNodeStatus(
        { name, body: { status: { conditions: [{ type: "Ready", status }] } } },
        setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch),
      );
    }
  });
});

function nodeNamed(name: string, labels: Record<string, string> = {}) {
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels } };
}
