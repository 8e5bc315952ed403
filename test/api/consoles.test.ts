import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { execInGuest } from "../../components/checks/guest-console/exec-in-guest.ts";
import { waitFor } from "../../components/wait.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { StrictApi } from "../support/strict-api.ts";
import { FakeGuest, serveConsoles } from "../unit/checks/guest-console/fake-console.ts";

describe("a guest's console behind a real API server", function () {
  this.timeout(90_000);
  let server: ApiServer;
  const guest = new FakeGuest();
  const cacheBefore = process.env["OVN_LABS_CACHE"];
  let consoles: Server;
  let paths: readonly string[];

  before(async () => {
    server = await startApiServer();
    const api = StrictApi.of(server.config);
    process.env["OVN_LABS_CACHE"] = join(server.directory, "cache");
    const file = (name: string): Buffer => readFileSync(join(server.directory, "certificates", name));
    consoles = createServer({ cert: file("apiserver.crt"), key: file("apiserver.key") }, (request, response) => {
      // What the API server asks to see whether somebody is there.
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({ kind: "APIResourceList", groupVersion: "subresources.kubevirt.io/v1", resources: [] }),
      );
      request.resume();
    }).listen(0, "127.0.0.1");
    await once(consoles, "listening");
    ({ paths } = serveConsoles(consoles, () => guest));
    const { port } = consoles.address() as AddressInfo;
    const service = { name: "virt-api", namespace: "default", port };
    await api.createStrictly({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "virt-api", namespace: "default" },
      spec: { type: "ExternalName", externalName: "localhost", ports: [{ port }] },
    });
    await api.createStrictly({
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1.subresources.kubevirt.io" },
      spec: {
        group: "subresources.kubevirt.io",
        version: "v1",
        groupPriorityMinimum: 1000,
        versionPriority: 15,
        insecureSkipTLSVerify: true,
        service,
      },
    });
  });
  after(async () => {
    (consoles as Server | undefined)?.close();
    (consoles as Server | undefined)?.closeAllConnections();
    if (cacheBefore === undefined) delete process.env["OVN_LABS_CACHE"];
    else process.env["OVN_LABS_CACHE"] = cacheBefore;
    // What `before` could not make is not there.
    await (server as ApiServer | undefined)?.stop();
  });

  it("takes commands as KubeVirt's does, through the same way", async () => {
    const run = (words: string) => execInGuest(server.config, { namespace: "red", vm: "vm" }, ["echo", words], {});
    // 404 until the API server has found out that it is there.
    const first = await waitFor({ what: "the console", timeout: 60, interval: 0.5 }, async () => ({
      met: await run("one"),
    }));
    assert.deepEqual(
      [first, await run("two")].map(({ stdout }) => stdout),
      ["one\n", "two\n"],
    );
    assert.equal(
      paths[0],
      "/apis/subresources.kubevirt.io/v1/namespaces/red/virtualmachineinstances/vm/console plain.kubevirt.io",
    );
  });

  it("is not opened for one who may not", async () => {
    const stranger = new KubeConfig();
    stranger.loadFromString(server.config.exportConfig().replace(/"token":"[^"]+"/, '"token":"wrong"'));
    await assert.rejects(
      execInGuest(stranger, { namespace: "red", vm: "vm" }, ["true"]),
      /^ConsoleRefusedError: HTTP 401: Unauthorized$/,
    );
  });
});
