import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolNames } from "../../../components/tools/catalog.ts";
import { officialReleases, releaseOf } from "../../../components/tools/releases.ts";
import { kind, versionSets } from "../../../components/versions.ts";
import { project } from "../support.ts";

const read = (name: string): string => readFileSync(join(project, name), "utf8");

interface Package {
  readonly resolved?: string;
  readonly integrity?: string;
}

describe("what others made and this project runs", () => {
  it("are npm packages of exact versions, from the registry and nowhere else, with the checksums of the lock file", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Package> };
    const installed = Object.entries(packages).filter(([path]) => path !== "");
    assert.ok(installed.length > 200);
    for (const [path, { resolved, integrity = "" }] of installed) {
      // The registry that is set, unless the lock file says another place.
      assert.ok(resolved?.startsWith("https://registry.npmjs.org/") ?? true, `${path} comes from ${resolved ?? ""}`);
      assert.match(integrity, /^sha512-[\w+/]{86}==$/, path);
    }
  });

  it("are npm packages whose installation runs none of their scripts", () =>
    assert.match(read(".npmrc"), /^ignore-scripts=true$/m));

  it("are tools that are downloaded with a checksum by HTTPS, or not at all", () => {
    for (const base of Object.values<string>({ ...officialReleases })) assert.ok(base.startsWith("https://"), base);
    for (const tool of toolNames)
      for (const os of ["linux", "darwin", "windows"])
        for (const arch of ["amd64", "arm64", "s390x"]) {
          const release = releaseOf(tool, { os, arch });
          if ("reason" in release) continue;
          const { checksum } = release;
          assert.ok(
            "sha256" in checksum ? /^[0-9a-f]{64}$/.test(checksum.sha256) : checksum.url.startsWith("https://"),
          );
        }
  });

  it("are images with a tag, kind's with a digest; those of the talk that move are named here", () => {
    assert.match(kind.nodeImage, /:v[\d.]+@sha256:[0-9a-f]{64}$/);
    const moving = Object.values(versionSets.current.images).filter((image) => !/:v?\d[\w.-]*$/.test(image));
    assert.deepEqual(moving, ["ghcr.io/maiqueb/rust-turtle-viewer:main", "quay.io/mduarted/turtle-db"]);
  });
});
