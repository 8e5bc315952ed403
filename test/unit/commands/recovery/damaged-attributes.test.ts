import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeDamagedAttributes } from "../../../../stacks/commands/recovery/damaged-attributes.ts";

describe("attributes of files in Pulumi's backend", () => {
  let project = "";
  let states = "";
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "ovn-labs-attributes-"));
    states = join(project, ".pulumi", "stacks", "lab");
    writeFileSync(join(project, "Pulumi.yaml"), "name: lab\nruntime: nodejs\nbackend:\n  url: file://.\n");
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it("go when a killed Pulumi left them without their content, and nothing else goes", () => {
    mkdirSync(states, { recursive: true });
    const files = {
      "a.json": "",
      "a.json.attrs": "",
      "b.json": "{}",
      "b.json.attrs": '{"user.content_type":"text/plain"}\n',
      "c.json.attrs": '{"user.con',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(states, name), text);
    removeDamagedAttributes(project, "file://.");
    assert.deepEqual(readdirSync(states).toSorted(), ["a.json", "b.json", "b.json.attrs"]);
  });

  it("are not looked for where there is no backend yet, or one that is no folder", () => {
    assert.doesNotThrow(() => removeDamagedAttributes(project, "file://."));
    assert.doesNotThrow(() => removeDamagedAttributes(project, "s3://bucket"));
  });
});
