import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { connectFromHost, getFromHost } from "../../../components/checks/host-probe.ts";
import { withAnswers } from "../support.ts";
import { closedPort } from "../tools/support.ts";

/** Takes connections on 127.0.0.1 while a test runs, and does with each what is said. */
async function withSocket(handle: (socket: Socket) => void, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer().on("connection", handle);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hostname`);
  } finally {
    server.close();
  }
}

describe("an HTTP GET from this machine", () => {
  it("sees status and body of an answer, whatever its status", () =>
    withAnswers(
      (request, response) => {
        response.statusCode = request.url === "/hostname" ? 200 : 404;
        response.end(request.url);
      },
      async (url) => {
        assert.deepEqual(await getFromHost(`${url}/hostname`), { kind: "answer", status: 200, body: "/hostname" });
        assert.deepEqual(await getFromHost(`${url}/x`), { kind: "answer", status: 404, body: "/x" });
      },
    ));

  it("follows no redirect", () =>
    withAnswers(
      (request, response) => {
        response.writeHead(request.url === "/" ? 302 : 200, { location: "/elsewhere" }).end();
      },
      async (url) => assert.deepEqual(await getFromHost(`${url}/`), { kind: "answer", status: 302, body: "" }),
    ));

  it("is refused by a port that nothing listens on", async () => {
    const port = await closedPort();
    assert.deepEqual(await getFromHost(`http://127.0.0.1:${port}/`), {
      kind: "refused",
      reason: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  it("is refused by one who breaks the connection off", () =>
    withSocket(
      (socket) => void socket.destroy(),
      async (url) => assert.deepEqual(await getFromHost(url), { kind: "refused", reason: "socket hang up" }),
    ));

  it("is refused by one who breaks its answer off", () =>
    withSocket(
      (socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\napp"),
      async (url) =>
        assert.deepEqual(await getFromHost(url), { kind: "refused", reason: "the answer broke off (aborted)" }),
    ));

  it("gets no answer from one who never answers, within its limit", () =>
    withAnswers(
      () => undefined,
      async (url) =>
        assert.deepEqual(await getFromHost(url, { timeout: 0.05 }), {
          kind: "no answer",
          reason: "time-out after 0.05 s",
        }),
    ));

  it("sends nothing to a name that is not resolved", async () => {
    // RFC 6761: `.invalid` has no address anywhere.
    const seen = await getFromHost("http://no-such-host.invalid/");
    assert.equal(seen.kind, "unresolved");
    assert.match("reason" in seen ? seen.reason : "", /^getaddrinfo (ENOTFOUND|EAI_AGAIN) no-such-host\.invalid$/);
  });
});

describe("what an HTTP GET from this machine says", () => {
  it("is the type of content that the server wants to hear", () =>
    withAnswers(
      (request, response) => response.end(request.headers["content-type"] ?? "none"),
      async (url) => {
        const body = async (contentType?: string) => {
          const seen = await getFromHost(url, { contentType });
          return "body" in seen ? seen.body : seen.kind;
        };
        assert.deepEqual([await body(), await body("application/json")], ["none", "application/json"]);
      },
    ));

  it("goes to the family of the name that is asked for", () =>
    withAnswers(
      (_, response) => response.end("here"),
      async (url) => {
        const port = Number(new URL(url).port);
        const at = (family: "ipv4" | "ipv6") => getFromHost(`http://localhost:${port}/`, { family });
        assert.equal((await at("ipv4")).kind, "answer");
        assert.notEqual((await at("ipv6")).kind, "answer");
      },
    ));
});

describe("a TCP connection from this machine", () => {
  it("is made, and ended", async () => {
    let ended = false;
    await withSocket(
      (socket) => void socket.on("close", () => (ended = true)).resume(),
      async (url) => {
        assert.deepEqual(await connectFromHost("127.0.0.1", Number(new URL(url).port)), { kind: "connected" });
        await new Promise((turn) => setTimeout(turn, 50));
      },
    );
    assert.ok(ended);
  });

  it("is refused by a port that nothing listens on", async () => {
    const port = await closedPort();
    const reason = `connect ECONNREFUSED 127.0.0.1:${port}`;
    assert.deepEqual(await connectFromHost("127.0.0.1", port), { kind: "refused", reason });
  });

  it("is not made to a name that is not resolved", async () =>
    assert.equal((await connectFromHost("no-such-host.invalid", 80)).kind, "unresolved"));
});
