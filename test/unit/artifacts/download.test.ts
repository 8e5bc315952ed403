import assert from "node:assert/strict";
import { reasonOf } from "../../../components/artifacts/artifact-error.ts";
import { download } from "../../../components/artifacts/download.ts";
import { cleanUp, serve } from "./support.ts";

const never = new AbortController().signal;

describe("download", () => {
  afterEach(cleanUp);

  it("gives the body, also after a redirect", async () => {
    const { baseUrl } = await serve((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "/here" }).end();
      else response.end("content");
    });
    assert.equal(Buffer.from(await download(`${baseUrl}/moved`, never)).toString(), "content");
  });

  it("fails when no answer begins in time", async () => {
    const { baseUrl } = await serve(() => undefined);
    await assert.rejects(download(baseUrl, never, { answer: 20, complete: 60_000 }), /^Error: no answer after 0.02 s$/);
  });

  it("fails when an answer does not end in time", async () => {
    const { baseUrl } = await serve((_, response) => response.write("beginning"));
    await assert.rejects(download(baseUrl, never, { answer: 5_000, complete: 20 }), (error) => {
      assert.equal(reasonOf(error), "the answer is not complete after 0.02 s");
      return true;
    });
  });

  it("ends when it is told to, before and after its begin", async () => {
    const { baseUrl, requests } = await serve(() => stop.abort(new Error("told to")));
    const stop = new AbortController();
    await assert.rejects(download(baseUrl, stop.signal), /^Error: told to$/);
    await assert.rejects(download(baseUrl, stop.signal), /^Error: told to$/);
    assert.equal(requests.length, 1);
  });
});
