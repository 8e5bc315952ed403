import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "../tools/support.ts";
import { problemsOf, settingsOf } from "./support.ts";

const archivesOf = (imageArchives: string): unknown => {
  const { cluster } = settingsOf({ imageArchives });
  return cluster.kind === "kind" ? cluster.imageArchives : undefined;
};

describe("lab:imageArchives", () => {
  it("is every archive of a folder, in the order of their names, and nothing else in it", () =>
    withFolder((folder) => {
      for (const name of ["b.tar", "a.tar.gz", "c.tgz", "notes.txt", "d.tar.zst"])
        writeFileSync(join(folder, name), "");
      mkdirSync(join(folder, "below.tar"));
      assert.deepEqual(
        archivesOf(folder),
        ["a.tar.gz", "b.tar", "c.tgz"].map((name) => join(folder, name)),
      );
      return Promise.resolve();
    }));

  it("is refused where the folder is missing, a file, empty, or has no archive", () =>
    withFolder((folder) => {
      const [missing, file, other] = ["missing", "file", "other"].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      mkdirSync(other);
      const problems = () => [missing, file, other].map((imageArchives) => problemsOf({ imageArchives }));
      writeFileSync(file, "");
      assert.deepEqual(problems(), [
        [`lab:imageArchives is "${missing}": it must be a folder with image archives, and there is none`],
        [`lab:imageArchives is "${file}": it must be a folder with image archives, and it is a file`],
        [`lab:imageArchives is "${other}": the folder has no file: image archives are *.tar, *.tar.gz and *.tgz`],
      ]);
      writeFileSync(join(other, "a.zip"), "");
      assert.match(problems()[2]?.[0] ?? "", /the folder has no such file, but "a\.zip": image archives are/);
      return Promise.resolve();
    }));

  it("is refused together with lab:imageDigests, for what archives have is found by tags alone", () =>
    withFolder((folder) => {
      writeFileSync(join(folder, "a.tar"), "");
      writeFileSync(join(folder, "digests.json"), JSON.stringify({ "a:1": `sha256:${"0".repeat(64)}` }));
      assert.match(
        problemsOf({ imageArchives: folder, imageDigests: join(folder, "digests.json") }).join("\n"),
        /^lab:imageArchives is .*: images of archives have no digest of a registry, so lab:imageDigests has to be empty$/,
      );
      return Promise.resolve();
    }));
});
