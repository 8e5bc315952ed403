import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type ClusterRecord, writeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { writeHostRecord } from "../../../components/host/host-record.ts";
import { clean } from "../../../stacks/commands/clean.ts";
import { readCache } from "../../../stacks/commands/clean/cache.ts";
import { withFolder } from "../tools/support.ts";

interface Place {
  readonly project: string;
  readonly cache: string;
  readonly said: string[];
  readonly run: (...words: string[]) => number;
}

/** A clone and a cache as they are after labs. */
const withClone = (test: (place: Place) => void): Promise<void> =>
  withFolder((root) => {
    const [project, cache] = [join(root, "clone"), join(root, "cache")];
    const files = {
      [join(cache, "tools", "kind", "0.32.0-linux-amd64", "kind")]: "x".repeat(1_500_000),
      [join(cache, "artifacts", "multus-cni", "v4", "a.yaml")]: "kind: a",
      [join(cache, "simulated-cluster.lock")]: "999999999 1\n",
      [join(project, "stacks", "registry.ts")]: "",
      [join(project, ".stacks", "passphrase")]: "secret",
      [join(project, ".stacks", "api-cache", "discovery")]: "",
      [join(project, ".stacks", "pulumi-home", "logs")]: "",
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const said: string[] = [];
    const run = (...words: string[]) => clean(words, { project, cache, say: (line) => void said.push(line) });
    test({ project, cache, said, run });
    return Promise.resolve();
  });
const stackFolder = ({ project }: Place, stack: string): string => join(project, ".stacks", stack);
const record = {
  kind: "simulated",
  name: "ovn-lost",
  incarnation: "1",
  phase: "ready",
  createdAt: "2026-11-22T12:00:00.000Z",
  containers: [],
} satisfies ClusterRecord;

describe("npm run clean", () => {
  it("removes the cache and tells what and how much, and the API answers of this clone, and nothing else of it", () =>
    withClone(({ project, cache, said, run }) => {
      assert.equal(run(), 0);
      assert.equal(existsSync(cache), false);
      assert.deepEqual(readdirSync(join(project, ".stacks")), ["passphrase"]);
      assert.deepEqual(said, [
        `Removed ${cache}/artifacts (0.0 MB)`,
        `Removed ${cache}/simulated-cluster.lock (0.0 MB)`,
        `Removed ${cache}/tools (1.5 MB)`,
        `Removed ${project}/.stacks/api-cache`,
        `Removed ${project}/.stacks/pulumi-home`,
      ]);
    }));

  it("only tells with --dry-run", () =>
    withClone(({ project, cache, said, run }) => {
      assert.equal(run("--dry-run"), 0);
      assert.deepEqual(readdirSync(cache), ["artifacts", "simulated-cluster.lock", "tools"]);
      assert.ok(existsSync(join(project, ".stacks", "api-cache")));
      assert.ok(said.every((line) => line.startsWith("Would remove ")));
    }));

  it("says that there is nothing where there is no cache", () =>
    withClone(({ cache, said, run }) => {
      run();
      said.splice(0);
      assert.equal(run(), 0);
      assert.deepEqual(said, [`The cache ${cache} has nothing of this project.`]);
    }));

  it("leaves what this project did not put into the cache, and the folder with it", () =>
    withClone(({ cache, said, run }) => {
      writeFileSync(join(cache, "holiday.jpg"), "");
      symlinkSync(homedir(), join(cache, "consoles"));
      run();
      assert.deepEqual(readdirSync(cache), ["consoles", "holiday.jpg"]);
      assert.ok(said.some((line) => line.endsWith("did not put there: consoles, holiday.jpg")));
    }));

  it("leaves folders of the same names in which something else lies", () =>
    withClone(({ cache, run }) => {
      mkdirSync(join(cache, "tools", "hammer"));
      mkdirSync(join(cache, "artifacts", "vase"));
      run();
      assert.deepEqual(readdirSync(cache), ["artifacts", "tools"]);
      assert.deepEqual(readdirSync(join(cache, "tools")), ["hammer", "kind"]);
    }));

  it("refuses while a stack has a cluster, and removes nothing", () =>
    withClone((place) => {
      writeClusterRecord(stackFolder(place, "lost"), record);
      assert.throws(() => place.run(), {
        name: "SettingsError",
        message:
          "Nothing was removed: stacks of this clone still have something on this machine, and removing it takes the tools in the cache.\n" +
          ".stacks/lost is of a stack that Pulumi does not know any more, and says that it has the simulated cluster ovn-lost. Take it over and remove it:\n" +
          "  npm run up -- <scenario> --stack lost -c cluster=simulated -c clusterName=ovn-lost\n" +
          "  npm run destroy -- <scenario> --stack lost",
      });
      writeFileSync(join(place.project, "stacks", "Pulumi.lost.yaml"), "config: {}\n");
      assert.throws(
        () => place.run(),
        /^SettingsError: Nothing[^]*\nstack lost has the simulated cluster ovn-lost: npm run destroy -- <scenario> --stack lost$/,
      );
      assert.ok(existsSync(join(place.cache, "tools")));
      assert.ok(existsSync(join(stackFolder(place, "lost"), "cluster.json")));
    }));

  it("refuses while a stack has something on the machine beside a cluster", () =>
    withClone((place) => {
      writeHostRecord(stackFolder(place, "localnet"), "vlan", { name: "lab-1.123", making: "1", phase: "ready" });
      assert.throws(() => place.run(), /has lab-1\.123/);
    }));

  it("lists folders of stacks that are gone, and removes none", () =>
    withClone((place) => {
      mkdirSync(stackFolder(place, "old"));
      place.run();
      assert.equal(
        place.said.at(-1),
        ".stacks/old has files of a stack that is gone, and nothing else: rm -r .stacks/old",
      );
      assert.ok(existsSync(stackFolder(place, "old")));
    }));

  it("refuses words that it does not know", () =>
    withClone(({ cache, run }) => {
      assert.throws(() => run("--force"), /clean does not know "--force"/);
      assert.ok(existsSync(cache));
    }));

  const impossible: Record<string, [why: RegExp, of: (place: Place) => string]> = {
    "the root": [/your home is in it/, () => "/"],
    "the home": [/your home is in it/, () => homedir()],
    "what the project is in": [/this project is in it/, ({ project }) => dirname(project)],
    "a file": [/it is no folder/, ({ project }) => join(project, ".stacks", "passphrase")],
    "a link": [
      /it is a link/,
      ({ cache, project }) => {
        symlinkSync(cache, join(project, "link"));
        return join(project, "link");
      },
    ],
    "a folder that a living process works in": [
      new RegExp(`process ${process.pid} works in it`),
      ({ cache }) => {
        mkdirSync(join(cache, "tools", `.work-${process.pid}-a`));
        return cache;
      },
    ],
    "a folder with a living process' lock": [
      new RegExp(`process ${process.pid} works in it`),
      ({ cache }) => {
        writeFileSync(join(cache, "kind-network.lock"), `${process.pid} 1\n`);
        return cache;
      },
    ],
  };
  for (const [what, [why, of]] of Object.entries(impossible))
    it(`never takes ${what} for the cache`, () =>
      withClone((place) => {
        const folder = of(place);
        assert.throws(() => readCache(folder, place.project), why);
        assert.throws(() => clean([], { ...place, cache: folder, say: () => undefined }), why);
        assert.ok(existsSync(join(place.cache, "tools", "kind")));
      }));
});
