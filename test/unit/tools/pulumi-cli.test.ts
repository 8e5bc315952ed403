import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { locatePulumi } from "../../../components/tools/pulumi-cli.ts";
import { program, withFolder, writeProgram } from "./support.ts";

const answer = program("v3.265.0");

describe("locating the Pulumi CLI", () => {
  it("takes the one on the PATH with its language host beside it", () =>
    withFolder(async (folder) => {
      const path = await writeProgram(join(folder, "bin", "pulumi"), answer);
      await writeProgram(join(folder, "bin", "pulumi-language-nodejs"), answer);
      const found = await locatePulumi({ environment: { PATH: join(folder, "bin") }, projectDirectory: folder });
      assert.deepEqual(found, { path, version: "3.265.0", source: "PATH" });
    }));

  it("looks for the language host beside a link, beside the file it leads to, and elsewhere on the PATH", () =>
    withFolder(async (folder) => {
      const real = await writeProgram(join(folder, "real", "pulumi"), answer);
      await writeProgram(join(folder, "real", "pulumi-language-nodejs"), answer);
      await writeProgram(join(folder, "hosts", "pulumi-language-nodejs"), answer);
      await mkdir(join(folder, "bin"));
      await symlink(real, join(folder, "bin", "pulumi"));
      await writeProgram(join(folder, "alone", "pulumi"), answer);
      const elsewhere = await writeProgram(join(folder, "elsewhere", "pulumi"), answer);
      await writeProgram(join(folder, "linked", "pulumi-language-nodejs"), answer);
      await symlink(elsewhere, join(folder, "linked", "pulumi"));
      for (const path of [
        [join(folder, "bin")],
        [join(folder, "linked")],
        [join(folder, "alone"), join(folder, "hosts")],
      ]) {
        const found = await locatePulumi({ environment: { PATH: path.join(delimiter) }, projectDirectory: folder });
        assert.ok("source" in found && found.source === "PATH", path.join());
      }
    }));

  it("refuses a CLI without its language host", () =>
    withFolder(async (folder) => {
      const path = await writeProgram(join(folder, "bin", "pulumi"), answer);
      const absent = await locatePulumi({ environment: { PATH: join(folder, "bin") }, projectDirectory: folder });
      assert.equal(absent.path, undefined);
      assert.equal(absent.reasons[0], `PATH: pulumi-language-nodejs is neither beside ${path} nor on the PATH`);
      assert.equal(absent.reasons[1], `npm: there is no ${join(folder, "node_modules", ".bin", "pulumi")}`);
      assert.match(absent.remedy, /https:\/\/www\.pulumi\.com\/docs\/install\//);
    }));

  it("takes npm's package, never as one on the PATH", () =>
    withFolder(async (folder) => {
      const bin = join(folder, "node_modules", ".bin");
      const path = await writeProgram(join(bin, "pulumi"), answer);
      await writeProgram(join(folder, "home", "versions", "3.265.0", "bin", "pulumi-language-nodejs"), answer);
      const environment = { PATH: bin, PULUMI_HOME: join(folder, "home") };
      const found = await locatePulumi({ environment, projectDirectory: folder });
      assert.deepEqual(found, { path, version: "3.265.0", source: "npm" });
    }));

  it("gives the package's own reason when it fails", () =>
    withFolder(async (folder) => {
      const text = "#!/bin/sh\necho 'Downloading pulumi v3.265.0...' >&2\necho 'pulumi: fetch failed' >&2\nexit 1\n";
      const path = await writeProgram(join(folder, "node_modules", ".bin", "pulumi"), text);
      const absent = await locatePulumi({ environment: { PATH: "" }, projectDirectory: folder });
      assert.equal(absent.path, undefined);
      assert.deepEqual(absent.reasons, ["PATH: there is no pulumi", `npm: ${path} version: pulumi: fetch failed`]);
    }));

  // The background process of the script keeps its output open, as a download does when its parent is killed.
  it("stops waiting for a package that says nothing", () =>
    withFolder(async (folder) => {
      const path = await writeProgram(
        join(folder, "node_modules", ".bin", "pulumi"),
        "#!/bin/sh\n/bin/sleep 3 &\nwait\n",
      );
      const begin = performance.now();
      const absent = await locatePulumi({ environment: { PATH: "" }, projectDirectory: folder, startTimeout: 100 });
      assert.equal(absent.path, undefined);
      assert.equal(absent.reasons[1], `npm: ${path} version: no answer within 0.1 s`);
      assert.ok(performance.now() - begin < 2_000);
    }));

  it("gives a package that has begun to speak more time, but not without end", () =>
    withFolder(async (folder) => {
      const text = "#!/bin/sh\necho Downloading >&2\n/bin/sleep 3 &\nwait\n";
      const path = await writeProgram(join(folder, "node_modules", ".bin", "pulumi"), text);
      const options = { environment: { PATH: "" }, projectDirectory: folder, startTimeout: 2_000, totalTimeout: 100 };
      const absent = await locatePulumi(options);
      assert.equal(absent.path, undefined);
      assert.equal(absent.reasons[1], `npm: ${path} version: no answer within 0.1 s`);
    }));
});
