import assert from "node:assert/strict";
import { KubeConfig } from "@kubernetes/client-node";
import { type GetError, getText } from "../../../components/kubernetes-api/get-text.ts";
import { withAnswers } from "../support.ts";

const limits = { timeout: 5, size: 1000 };

function configOf(server: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: "lab", server, skipTLSVerify: true }, { name: "lab", token: "abc" });
  return config;
}

describe("a GET of the API as text", () => {
  it("is what the server said, asked with the user's token", () =>
    withAnswers(
      ({ url, headers }, response) => response.end(`${url ?? ""} ${headers.authorization ?? ""} ä`),
      async (server) =>
        assert.equal(
          await getText(configOf(`${server}/`), "/api/v1/pods?limit=1", limits),
          "/api/v1/pods?limit=1 Bearer abc ä",
        ),
    ));

  it("is an error with the status and its message where the server refuses", () =>
    withAnswers(
      ({ url }, response) => {
        response.statusCode = url === "/text" ? 500 : 404;
        response.end(url === "/text" ? "broken\n" : JSON.stringify({ message: "no such kind" }));
      },
      async (server) => {
        await assert.rejects(getText(configOf(server), "/x", limits), (error: GetError) => {
          assert.deepEqual([error.status, error.message], [404, "HTTP 404: no such kind"]);
          return true;
        });
        await assert.rejects(getText(configOf(server), "/text", limits), /^GetError: HTTP 500: broken$/);
      },
    ));

  it("waits no longer than it may, for the answer and for its end", () =>
    withAnswers(
      ({ url }, response) => (url === "/half" ? void response.write("a") : undefined),
      async (server) => {
        for (const path of ["/never", "/half"])
          await assert.rejects(getText(configOf(server), path, { ...limits, timeout: 0.1 }), /no answer within 0\.1 s/);
      },
    ));

  it("takes no longer answer than it may", () =>
    withAnswers(
      (_, response) => response.end("x".repeat(1001)),
      async (server) => {
        await assert.rejects(getText(configOf(server), "/", limits), /longer than 1000 bytes/);
        assert.equal((await getText(configOf(server), "/", { ...limits, size: 1001 })).length, 1001);
      },
    ));

  it("is an error where nobody listens", () =>
    assert.rejects(getText(configOf("http://127.0.0.1:1"), "/", limits), /ECONNREFUSED/));
});
