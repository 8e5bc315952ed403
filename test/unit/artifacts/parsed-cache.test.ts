import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseManifest } from "../../../components/artifacts/manifests.ts";
import { parsedOnce } from "../../../components/artifacts/parsed-cache.ts";

describe("what is parsed out of a text", () => {
  let folder = "";
  let times = 0;
  const parse = (text: string) => () => ({ text, times: ++times });
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "labs-parsed-")), "parsed");
    times = 0;
  });
  afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

  it("is parsed once, and then read", async () => {
    assert.deepEqual(parsedOnce("a", "1", parse("a"), folder), { text: "a", times: 1 });
    assert.deepEqual(parsedOnce("a", "1", parse("a"), folder), { text: "a", times: 1 });
    assert.equal((await readdir(folder)).length, 1);
  });

  it("is parsed anew for another text, and by other rules", () => {
    parsedOnce("a", "1", parse("a"), folder);
    assert.deepEqual(parsedOnce("b", "1", parse("b"), folder), { text: "b", times: 2 });
    assert.deepEqual(parsedOnce("a", "2", parse("a"), folder), { text: "a", times: 3 });
  });

  it("is parsed anew when the file is damaged", async () => {
    parsedOnce("a", "1", parse("a"), folder);
    const [file = ""] = await readdir(folder);
    await writeFile(join(folder, file), '{"text": "a"');
    assert.deepEqual(parsedOnce("a", "1", parse("a"), folder), { text: "a", times: 2 });
  });

  it("is parsed where nothing can be written", async () => {
    await writeFile(folder, "a file where the folder should be");
    assert.deepEqual(parsedOnce("a", "1", parse("a"), folder), { text: "a", times: 1 });
    assert.deepEqual(parsedOnce("a", "1", parse("a"), folder), { text: "a", times: 2 });
  });
});

describe("a manifest that is read twice", () => {
  it("gives objects of their own", () => {
    const text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: mine}\n";
    const [first] = parseManifest(text, "a.yaml");
    assert.ok(first);
    first.metadata.name = "changed";
    assert.equal(parseManifest(text, "a.yaml")[0]?.metadata.name, "mine");
  });
});
