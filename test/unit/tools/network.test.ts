import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { HostUnreachable, NetworkMemory } from "../../../components/tools/network.ts";
import { closedPort, sha256, withFolder, withServer } from "./support.ts";

/** A server that answers with headers and one byte, or with nothing, and then keeps silent. */
async function withSilence(answers: boolean, test: (host: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    if (answers) response.write("x");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await test(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

describe("requests that remember hosts", () => {
  it("saves a file and returns its checksum", () =>
    withFolder((folder) =>
      withServer({ "/file": "content" }, async ({ origin }) => {
        const path = join(folder, "file");
        assert.equal(await new NetworkMemory().save(`${origin}/file`, path, () => undefined), sha256("content"));
        assert.equal(await readFile(path, "utf8"), "content");
      }),
    ));

  it("tries and names an unreachable host once", async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    const network = new NetworkMemory();
    const said: string[] = [];
    for (const path of ["a", "b"]) {
      await assert.rejects(
        network.text(`http://${host}/${path}`, (line) => said.push(line)),
        HostUnreachable,
      );
    }
    assert.equal(said.length, 1);
    assert.ok(said[0]?.startsWith(`${host} cannot be reached (`), said[0]);
  });

  it("does not ask a host again that could not be reached before", () =>
    withServer({ "/file": "content" }, async ({ origin, host, asked }) => {
      const network = new NetworkMemory();
      network.remember(host, "it was down", () => undefined);
      await assert.rejects(
        network.text(`${origin}/file`, () => undefined),
        { message: `${host} cannot be reached (it was down)` },
      );
      assert.deepEqual(asked, []);
    }));

  it("keeps a host that answers with an error status", () =>
    withServer({ "/file": "content" }, async ({ origin }) => {
      const network = new NetworkMemory();
      const said: string[] = [];
      const say = (line: string): unknown => said.push(line);
      await assert.rejects(network.text(`${origin}/none`, say), { message: `${origin}/none: HTTP status 404` });
      assert.equal(await network.text(`${origin}/file`, say), "content");
      assert.deepEqual(said, []);
    }));

  it("gives up a server that does not answer", () =>
    withSilence(false, async (host) => {
      const network = new NetworkMemory({ answer: 50 });
      await assert.rejects(
        network.text(`http://${host}/`, () => undefined),
        { message: `${host} cannot be reached (no answer within 0.05 s)` },
      );
    }));

  it("gives up a server that stops in the middle", () =>
    withSilence(true, async (host) => {
      const network = new NetworkMemory({ stall: 50 });
      await assert.rejects(
        network.text(`http://${host}/`, () => undefined),
        { message: `${host} cannot be reached (no answer within 0.05 s)` },
      );
    }));
});
