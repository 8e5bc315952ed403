import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ClusterRecord,
  type NetworkNote,
  writeClusterRecord,
} from "../../../components/clusters/cluster-record.ts";
import { completeNote, networkNote, removeNotedNetwork } from "../../../components/clusters/lifecycle/kind-network.ts";
import { withPath } from "../support.ts";
import { withFolder, writeProgram } from "../tools/support.ts";

const began = "2026-11-22T12:00:00.000Z";
const record = (network?: NetworkNote, phase: ClusterRecord["phase"] = "ready"): ClusterRecord => ({
  kind: "kind",
  name: "ovn",
  incarnation: "1234abcd",
  phase,
  createdAt: began,
  containers: [],
  network,
});

/** As docker 27 and podman 5 print it, shortened. */
const printed = {
  docker: (id: string, created: string) => JSON.stringify([{ Name: "kind", Id: id, Created: created }]),
  podman: (id: string, created: string) => JSON.stringify([{ name: "kind", id, created, driver: "bridge" }]),
};
interface Given {
  readonly engine?: "docker" | "podman";
  /** Default: there is no network. */
  readonly id?: string;
  readonly created?: string;
  /** Names of containers, stopped ones too, on the network. */
  readonly users?: readonly string[];
  /** Those of the users that are caches of this project. */
  readonly caches?: readonly string[];
  readonly rm?: string;
}

/** Runs a test with a stand-in for one engine; `own` is a stack's folder, and `other` the one beside it. */
async function withEngine(
  { engine = "docker", id, created = "2026-11-22T12:00:07.5Z", users = [], caches = [], rm = "" }: Given,
  test: (of: {
    own: string;
    other: string;
    removed: () => boolean;
    /** Names of containers, a line each. */
    disconnected: () => string;
    said: string[];
    say: (line: string) => void;
  }) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const mark = join(folder, "removed");
    const script = `case "$*" in
      "network ls --filter name=^kind$ --format {{.Name}}") ${id === undefined ? ":" : "echo kind"} ;;
      "network inspect kind") echo '${printed[engine](id ?? "", created)}' ;;
      "ps -a --filter network=kind --format {{.Names}}") printf '%s' '${users.map((user) => `${user}\n`).join("")}' ;;
      "ps -a --filter label=ovn-kubernetes-labs.image-cache --filter network=kind --format {{.Names}}") printf '%s' '${caches.map((user) => `${user}\n`).join("")}' ;;
      "network disconnect --force kind "*) echo "$5" >> '${mark}.disconnected' ;;
      "network rm ${id ?? ""}") ${rm || `: > '${mark}'`} ;;
      *) echo "unexpected: $*" >&2; exit 9 ;; esac`;
    await writeProgram(join(folder, "bin", engine), `#!/bin/sh\n${script}\n`);
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const stacks = { own: join(folder, "stacks", "own"), other: join(folder, "stacks", "other") };
    const lines = `${mark}.disconnected`;
    const seen = {
      removed: () => existsSync(mark),
      disconnected: () => (existsSync(lines) ? readFileSync(lines, "utf8") : ""),
    };
    await withPath(join(folder, "bin"), () => test({ ...stacks, ...seen, said, say }));
  });
}

for (const engine of ["docker", "podman"] as const)
  describe(`the network of kind's nodes in ${engine}`, () => {
    const note = { engine, name: "kind" };

    it("that is not there yet comes with the cluster that is begun", () =>
      withEngine({ engine }, async ({ own }) => assert.deepEqual(await networkNote(engine, own), note)));

    it("that is there is somebody else's", () =>
      withEngine({ engine, id: "n1" }, async ({ own, other }) => {
        writeClusterRecord(other, record());
        assert.equal(await networkNote(engine, own), undefined);
      }));

    it("that another stack of this project noted is taken over", () =>
      withEngine({ engine, id: "n1" }, async ({ own, other }) => {
        writeClusterRecord(other, record({ ...note, id: "n1" }));
        assert.deepEqual(await networkNote(engine, own), { ...note, id: "n1" });
      }));

    it("that this stack noted in an earlier try is still noted", () =>
      withEngine({ engine, id: "n1" }, async ({ own }) => {
        writeClusterRecord(own, record(note, "creating"));
        assert.deepEqual(await networkNote(engine, own), { ...note, id: "n1" });
      }));

    it("gets its identifier into the note when the cluster is made", () =>
      withEngine({ engine, id: "n1" }, async () =>
        assert.deepEqual(await completeNote(record(note, "creating")), { ...note, id: "n1" }),
      ));

    it("is removed when nothing is on it", () =>
      withEngine({ engine, id: "n1" }, async ({ own, removed, said, say }) => {
        await removeNotedNetwork(record({ ...note, id: "n1" }), own, say);
        assert.deepEqual([removed(), said], [true, [`${engine} network rm kind`]]);
      }));
  });

describe("the network of kind's nodes", () => {
  const note = { engine: "docker", name: "kind" } as const;
  const stays: Record<string, [Given, NetworkNote | undefined, said: string[]]> = {
    "that is not noted": [{ id: "n1" }, undefined, []],
    "that is gone already": [{}, { ...note, id: "n1" }, []],
    "that is another one by now": [{ id: "n2" }, { ...note, id: "n1" }, []],
    "that is older than an unfinished creation": [{ id: "n1", created: "2026-11-22T11:59:59.9Z" }, note, []],
    "with containers": [
      { id: "n1", users: ["a", "b"] },
      { ...note, id: "n1" },
      ["docker's network kind stays: in use by a, b"],
    ],
  };
  for (const [what, [given, noted, lines]] of Object.entries(stays))
    it(`${what} is left alone`, () =>
      withEngine(given, async ({ own, removed, said, say }) => {
        await removeNotedNetwork(record(noted, noted?.id === undefined ? "creating" : "ready"), own, say);
        assert.deepEqual([removed(), said], [false, lines]);
      }));

  it("of an unfinished creation is removed by its age", () =>
    withEngine({ id: "n1" }, async ({ own, removed, say }) => {
      await removeNotedNetwork(record(note, "creating"), own, say);
      assert.ok(removed());
    }));

  it("is left to another stack that noted it", () =>
    withEngine({ id: "n1" }, async ({ own, other, removed, said, say }) => {
      writeClusterRecord(other, record(note, "creating"));
      await removeNotedNetwork(record({ ...note, id: "n1" }), own, say);
      assert.deepEqual(
        [removed(), said],
        [false, ["docker's network kind stays: stack other uses it too, and removes it"]],
      );
    }));

  it("goes though caches of images are on it, which stay, without it; a stranger still keeps it", () =>
    withEngine({ id: "n1", users: ["cache-a", "cache-b"], caches: ["cache-a", "cache-b"] }, async (lab) => {
      await removeNotedNetwork(record({ ...note, id: "n1" }), lab.own, lab.say);
      assert.deepEqual([lab.removed(), lab.disconnected()], [true, "cache-a\ncache-b\n"]);
    }).then(() =>
      withEngine({ id: "n1", users: ["a", "cache-a"], caches: ["cache-a"] }, async (lab) => {
        await removeNotedNetwork(record({ ...note, id: "n1" }), lab.own, lab.say);
        assert.deepEqual([lab.removed(), lab.disconnected()], [false, ""]);
        assert.deepEqual(lab.said, ["docker's network kind stays: in use by a"]);
      }),
    ));

  it("that the engine does not remove is a line with its words and the command, and no error", () =>
    withEngine({ id: "n1", rm: "echo busy >&2; exit 1" }, async ({ own, said, say }) => {
      await removeNotedNetwork(record({ ...note, id: "n1" }), own, say);
      assert.equal(
        said.at(-1),
        "docker's network kind may be left (docker network failed: busy); remove it with: docker network rm kind",
      );
    }));
});
