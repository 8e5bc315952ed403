import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ClusterRecord,
  readClusterRecord,
  removeClusterRecord,
  writeClusterRecord,
} from "../../../components/clusters/cluster-record.ts";
import { withFolder } from "../tools/support.ts";

const record: ClusterRecord = {
  kind: "kind",
  name: "ovn",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: "2026-11-22T12:00:00.000Z",
  containers: ["a", "b"],
};
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a cluster's record", () => {
  it("is read as it was written, and the last one counts", () =>
    withFolder((folder) => {
      writeClusterRecord(folder, { ...record, phase: "creating", containers: [] });
      writeClusterRecord(folder, record);
      assert.deepEqual(readClusterRecord(folder), record);
      return Promise.resolve();
    }));

  it("is the user's alone, and so is the folder made for it", () =>
    withFolder((folder) => {
      const own = join(folder, "deep", "stack");
      writeClusterRecord(own, record);
      assert.deepEqual([modeOf(own), modeOf(join(own, "cluster.json"))], ["700", "600"]);
      return Promise.resolve();
    }));

  it("leaves no other file behind", () =>
    withFolder((folder) => {
      writeClusterRecord(folder, record);
      assert.deepEqual(readdirSync(folder), ["cluster.json"]);
      assert.match(readFileSync(join(folder, "cluster.json"), "utf8"), /^\{\n[^]*\n\}\n$/);
      return Promise.resolve();
    }));

  it("is gone once it is removed, which may be done twice", () =>
    withFolder((folder) => {
      writeClusterRecord(folder, record);
      removeClusterRecord(folder);
      removeClusterRecord(folder);
      assert.equal(readClusterRecord(folder), undefined);
      return Promise.resolve();
    }));

  it("without containers has none, as those of simulated clusters", () =>
    withFolder((folder) => {
      const { containers, ...rest } = record;
      assert.notDeepEqual(containers, []);
      writeFileSync(join(folder, "cluster.json"), JSON.stringify(rest));
      assert.deepEqual(readClusterRecord(folder), { ...record, containers: [] });
      return Promise.resolve();
    }));

  const damaged: Record<string, string> = {
    "that is empty": "",
    "that was cut off": JSON.stringify(record).slice(0, -20),
    "of an unknown kind": JSON.stringify({ ...record, kind: "k3d" }),
    "in an unknown phase": JSON.stringify({ ...record, phase: "broken" }),
    "without an incarnation": JSON.stringify({ ...record, incarnation: undefined }),
    "that is a list": "[]",
  };
  for (const [what, text] of Object.entries(damaged))
    it(`${what} is none`, () =>
      withFolder((folder) => {
        writeFileSync(join(folder, "cluster.json"), text);
        assert.equal(readClusterRecord(folder), undefined);
        return Promise.resolve();
      }));
});
