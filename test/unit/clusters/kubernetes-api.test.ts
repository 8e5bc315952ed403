import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadKubeConfig } from "../../../components/kubernetes-api/client.ts";
import { problemOf } from "../../../components/kubernetes-api/problem.ts";
import { probeApi } from "../../../components/kubernetes-api/readiness.ts";
import { withFolder } from "../tools/support.ts";
import { versionAnswer, withAnswers, writeKubeconfig } from "../support.ts";

describe("an error of the API client", () => {
  it("is told in one line, by the cause of it", () => {
    const cause = new Error("write EPROTO: wrong version number:\n  ssl3_record.c:350:\n");
    assert.equal(
      problemOf(new Error("fetch failed", { cause })),
      "write EPROTO: wrong version number: ssl3_record.c:350:",
    );
  });
});

describe("a kubeconfig", () => {
  it("gives the server of the context that is asked for, else of its current one", () =>
    withFolder(async (folder) => {
      const kubeconfig = join(folder, "config");
      const servers = { lab: "https://192.0.2.10:6443", prod: "https://192.0.2.20:6443" };
      const names = Object.keys(servers);
      const content = {
        "current-context": "lab",
        clusters: Object.entries(servers).map(([name, server]) => ({ name, cluster: { server } })),
        users: names.map((name) => ({ name, user: {} })),
        contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
      };
      await writeFile(kubeconfig, JSON.stringify(content));
      const serverOf = (context?: string) => loadKubeConfig({ kubeconfig, context }).getCurrentCluster()?.server;
      assert.deepEqual(["lab", "prod", undefined].map(serverOf), [servers.lab, servers.prod, servers.lab]);
    }));

  it("without the context names those it has", () =>
    withFolder(async (folder) => {
      const kubeconfig = join(folder, "config");
      await writeKubeconfig(kubeconfig, "https://192.0.2.10:6443");
      assert.throws(() => loadKubeConfig({ kubeconfig, context: "prod" }), {
        message: `the kubeconfig ${kubeconfig} has no context prod; it has lab`,
      });
    }));

  it("that is not there is named", () =>
    withFolder((folder) => {
      const kubeconfig = join(folder, "config");
      assert.throws(() => loadKubeConfig({ kubeconfig }), {
        message: `the kubeconfig ${kubeconfig} cannot be read: ENOENT: no such file or directory, open '${kubeconfig}'`,
      });
      return Promise.resolve();
    }));

  it("that is no kubeconfig is named", () =>
    withFolder(async (folder) => {
      const kubeconfig = join(folder, "config");
      await writeFile(kubeconfig, "{");
      assert.throws(
        () => loadKubeConfig({ kubeconfig }),
        (error: Error) => error.message.startsWith(`the kubeconfig ${kubeconfig} cannot be read: `),
      );
    }));
});

describe("asking an API server for its version", () => {
  const ask = (url: string, folder: string, timeout?: number) => {
    const kubeconfig = join(folder, "config");
    return writeKubeconfig(kubeconfig, url).then(() => probeApi({ kubeconfig }, timeout));
  };

  it("gives the version", () =>
    withFolder((folder) =>
      withAnswers(versionAnswer, async (url) => assert.deepEqual(await ask(url, folder), { version: "v1.35.4" })),
    ));

  it("gives up on a server that accepts and says nothing", () =>
    withFolder((folder) =>
      withAnswers(
        () => undefined,
        async (url) =>
          assert.deepEqual(await ask(url, folder, 0.05), { reason: "no answer within 0.05 s", silent: true }),
      ),
    ));

  it("names a kubeconfig that is not there", () =>
    withFolder(async (folder) => {
      const kubeconfig = join(folder, "absent");
      const answer = await probeApi({ kubeconfig });
      assert.match(
        "reason" in answer ? answer.reason : "",
        new RegExp(`^the kubeconfig ${kubeconfig} cannot be read: `),
      );
    }));

  it("does not take an error for a version", () =>
    withFolder((folder) =>
      withAnswers(
        (_, response) => response.writeHead(503, { "content-type": "application/json" }).end("{}"),
        async (url) => {
          const answer = await ask(url, folder);
          assert.deepEqual(answer, { reason: "HTTP 503: Service Unavailable", silent: false });
        },
      ),
    ));
});
