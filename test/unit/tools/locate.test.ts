import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { cachedPath } from "../../../components/tools/cache.ts";
import { locateTool } from "../../../components/tools/locate.ts";
import { searchFolders } from "../../../components/tools/search-path.ts";
import { kind, simulated } from "../../../components/versions.ts";
import { program, withFolder, writeProgram } from "./support.ts";

describe("the folders of a PATH", () => {
  it("leaves out node_modules/.bin, relative folders and repetitions", () => {
    const path = ["/a/node_modules/.bin", "/usr/bin", "relative", "", "/usr/bin/", "/b/node_modules/.bin/", "/c"];
    assert.deepEqual(searchFolders({ PATH: path.join(delimiter) }), ["/usr/bin", "/c"]);
  });

  it("is empty without a PATH", () => assert.deepEqual(searchFolders({}), []));
});

describe("locating a tool", () => {
  const current = program(`kind v${kind.version} go1.26.0 linux/amd64`);

  it("prefers the PATH to the cache", () =>
    withFolder(async (folder) => {
      const path = await writeProgram(join(folder, "bin", "kind"), program("kind v0.99.0 go1.26.0 linux/amd64"));
      const options = { environment: { PATH: join(folder, "bin") }, cache: join(folder, "cache") };
      await writeProgram(cachedPath("kind", options), current);
      assert.deepEqual(await locateTool("kind", options), { tool: "kind", path, version: "0.99.0", source: "PATH" });
    }));

  it("finds the pinned version in the cache, in a folder of version and platform", () =>
    withFolder(async (folder) => {
      const options = { environment: { PATH: "" }, cache: folder, platform: { os: "linux", arch: "arm64" } };
      const path = join(folder, "tools", "kind", `${kind.version}-linux-arm64`, "kind");
      await writeProgram(path, current);
      assert.deepEqual(await locateTool("kind", options), {
        tool: "kind",
        path,
        version: kind.version,
        source: "cache",
      });
    }));

  it("refuses a version that is too old and names both versions", () =>
    withFolder(async (folder) => {
      const path = await writeProgram(join(folder, "kube-apiserver"), program("Kubernetes v1.32.9"));
      const result = await locateTool("kube-apiserver", {
        environment: { PATH: folder },
        cache: join(folder, "cache"),
      });
      assert.equal(result.path, undefined);
      assert.equal(result.reasons[0], `PATH: ${path} is 1.32.9, needed is ${simulated.minimumKubernetes} or newer`);
      assert.equal(result.reasons.length, 2);
    }));

  it("goes on to the next folder of the PATH after one that is too old", () =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "old", "kind"), program("kind v0.20.0"));
      const path = await writeProgram(join(folder, "new", "kind"), current);
      const environment = { PATH: [join(folder, "old"), join(folder, "new")].join(delimiter) };
      const result = await locateTool("kind", { environment, cache: join(folder, "cache") });
      assert.equal(result.path, path);
    }));

  it("accepts any version of a tool without a minimum", () =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "etcd"), program("etcd Version: 3.4.0"));
      const result = await locateTool("etcd", { environment: { PATH: folder }, cache: join(folder, "cache") });
      assert.ok("version" in result && result.version === "3.4.0");
    }));

  it("skips node_modules/.bin", () =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "node_modules", ".bin", "kind"), current);
      const options = { environment: { PATH: join(folder, "node_modules", ".bin") }, cache: join(folder, "cache") };
      const result = await locateTool("kind", options);
      assert.deepEqual(result, {
        tool: "kind",
        reasons: ["PATH: there is no kind", `cache: there is no ${cachedPath("kind", options)}`],
        remedy: "run: node --import tsx components/tools/obtain.ts kind",
      });
    }));

  it("says why a file does not run", () =>
    withFolder(async (folder) => {
      const text = "#!/bin/sh\necho wrong machine >&2\nexit 3\n";
      const path = await writeProgram(join(folder, "kwok"), text);
      const result = await locateTool("kwok", { environment: { PATH: folder }, cache: join(folder, "cache") });
      assert.equal(result.path, undefined);
      assert.equal(result.reasons[0], `PATH: ${path} --version: wrong machine`);
    }));
});
