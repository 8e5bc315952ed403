import assert from "node:assert/strict";
import { Collection } from "../../../../components/checks/bundle/collection.ts";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";

describe("a collection", () => {
  it("cuts long files in the middle", () => {
    const collection = new Collection(scrubber(), { file: 100, total: 1000 });
    collection.addText(["a.txt"], `${"a".repeat(500)}${"z".repeat(500)}`);
    const cut = "… 900 characters are left out here …";
    assert.equal(collection.files.get("a.txt"), `${"a".repeat(50)}\n${cut}\n${"z".repeat(50)}`);
  });

  it("removes secrets before it cuts: without its beginning one would no longer be known", () => {
    const collection = new Collection(scrubber(), { file: 100, total: 1000 });
    collection.addText(["a.txt"], `${"x".repeat(40)} password=${"hunter2".repeat(20)} end`);
    assert.equal(collection.files.get("a.txt"), `${"x".repeat(40)} password=[removed] end`);
  });

  it("is full at some size, and says what it has no room for", () => {
    const collection = new Collection(scrubber(), { file: 100, total: 150 });
    for (const name of ["a", "b"]) collection.addText([name], name.repeat(90));
    assert.deepEqual([...collection.files.keys()], ["a"]);
    assert.deepEqual(collection.missing, [{ what: "b", reason: "the bundle has its 150 characters already" }]);
  });

  it("names no file outside of itself", () => {
    const collection = new Collection(scrubber());
    for (const name of ["..", "../../etc/passwd", ".", "a/b", ""]) collection.addText(["x", name], name);
    assert.deepEqual([...collection.files.keys()], ["x/%2E%2E", "x/..%2F..%2Fetc%2Fpasswd", "x/%2E", "x/a%2Fb", "x/_"]);
  });
});
