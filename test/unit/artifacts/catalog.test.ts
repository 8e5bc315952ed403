import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogFile, formatCatalog, readCatalog } from "../../../components/artifacts/catalog.ts";
import { pinCatalog } from "../../../components/artifacts/pin-catalog.ts";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import { ipamClaims, multiNetworkPolicy, multus, ovnKubernetes } from "../../../components/versions.ts";
import { catalogOf, cleanUp, sha256, temporaryFolder, upstream, writeFiles } from "./support.ts";

describe("the catalog of artifacts", () => {
  afterEach(cleanUp);

  it("has every set that versions.ts names", () => {
    const named = [...Object.values(ovnKubernetes), multus, multiNetworkPolicy, ipamClaims].map(
      ({ artifact }) => artifact,
    );
    assert.deepEqual(Object.keys(readCatalog()).toSorted(), named.toSorted());
  });

  it("names a commit in full where the name of a set has a short one", () => {
    const commits = Object.entries(readCatalog()).filter(([name]) => name.includes("/master-"));
    assert.equal(commits.length, 2);
    for (const [name, { ref }] of commits) {
      assert.match(ref, /^[0-9a-f]{40}$/);
      assert(ref.startsWith(name.split("/master-")[1] ?? "none"), `${name}: ${ref}`);
    }
  });

  it("has charts without their documentation", () => {
    for (const [name, { files }] of Object.entries(readCatalog())) {
      if (!name.startsWith("ovn-kubernetes/")) continue;
      const paths = Object.keys(files);
      assert(paths.includes("helm/ovn-kubernetes/Chart.yaml"), name);
      assert(paths.includes("helm/ovn-kubernetes/.helmignore"), name);
      assert.deepEqual(
        paths.filter((path) => path.includes("README")),
        [],
      );
      assert.deepEqual(
        paths,
        Object.values(files).map(({ source }) => source),
      );
    }
  });

  it("is written with one line a file", () => {
    const catalog = readCatalog();
    assert.equal(formatCatalog(catalog), readFileSync(catalogFile, "utf8"));
  });

  it("has the checksums of the upstream files (skipped where OVN_LABS_UPSTREAM names no copy of them)", async function () {
    if (!existsSync(upstream)) this.skip();
    const { changes } = await pinCatalog(readCatalog(), upstream);
    assert.deepEqual(changes, []);
  });

  it("resolves every set from the upstream files (skipped where OVN_LABS_UPSTREAM names no copy of them)", async function () {
    if (!existsSync(upstream)) this.skip();
    for (const name of Object.keys(readCatalog())) {
      assert.equal(await resolveArtifact(name, { folder: upstream }), join(upstream, name));
    }
  });

  for (const name of ["ovn-kubernetes/v9", "constructor", ""]) {
    it(`refuses the unknown set "${name}" and lists those there are`, async () => {
      await assert.rejects(resolveArtifact(name), (error) => {
        const text = String(error);
        assert(text.startsWith(`ArtifactError: There is no artifact set "${name}". The sets are: `), text);
        for (const known of Object.keys(readCatalog())) assert(text.includes(known), text);
        return true;
      });
    });
  }

  const sound = { repository: "owner/demo", ref: "v1", files: { a: { source: "a", sha256: sha256("") } } };
  const unsound: Record<string, unknown> = {
    "a path that leads out of the set": {
      "demo/v1": { ...sound, files: { "../a": { source: "a", sha256: sha256("") } } },
    },
    "an absolute source": { "demo/v1": { ...sound, files: { a: { source: "/a", sha256: sha256("") } } } },
    "a short checksum": { "demo/v1": { ...sound, files: { a: { source: "a", sha256: "abc" } } } },
    "a name that leads out of the cache": { "../demo": sound },
    "a repository without owner": { "demo/v1": { ...sound, repository: "demo" } },
    "an unknown key": { "demo/v1": { ...sound, tag: "v1" } },
  };
  for (const [what, content] of Object.entries(unsound)) {
    it(`is refused with ${what}`, () => {
      const file = join(temporaryFolder(), "catalog.json");
      writeFileSync(file, JSON.stringify({ "demo/v1": sound }));
      assert.equal(Object.keys(readCatalog(file)).length, 1);
      writeFileSync(file, JSON.stringify(content));
      assert.throws(() => readCatalog(file), /^ArtifactError: .*catalog\.json is no catalog of artifacts:/);
    });
  }

  it("is refused when it is not JSON or not there", () => {
    const file = join(temporaryFolder(), "catalog.json");
    assert.throws(() => readCatalog(file), /^ArtifactError: Cannot read the catalog of artifacts .*ENOENT/);
    writeFileSync(file, "{");
    assert.throws(() => readCatalog(file), /^ArtifactError: Cannot read the catalog of artifacts .*SyntaxError/);
  });
});

describe("pinCatalog", () => {
  afterEach(cleanUp);

  it("takes the checksums of a folder and says what changed", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "demo/v1/same": "same", "demo/v1/other": "new" });
    const before = catalogOf({ same: "same", other: "old" });

    const { catalog, changes } = await pinCatalog(before, folder);

    assert.deepEqual(changes, [{ file: "demo/v1/other", from: sha256("old"), to: sha256("new") }]);
    assert.deepEqual(catalog, catalogOf({ same: "same", other: "new" }));
    assert.deepEqual(before, catalogOf({ same: "same", other: "old" }));
  });

  it("lists every file the folder lacks", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "demo/v1/there": "" });
    await assert.rejects(
      pinCatalog(catalogOf({ there: "", one: "", two: "" }), folder),
      /^ArtifactError: .* lacks files of the catalog, so nothing was changed:\n {2}demo\/v1\/one\n {2}demo\/v1\/two$/,
    );
  });
});
