import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogFile, formatCatalog, readCatalog } from "../../../components/artifacts/catalog.ts";
import { pinCatalog } from "../../../components/artifacts/pin-catalog.ts";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import * as versions from "../../../components/versions.ts";
import {
  assetCatalog,
  catalogOf,
  cleanUp,
  manifest,
  otherLook,
  otherManifest,
  sha256,
  temporaryFolder,
  upstream,
  writeFiles,
} from "./support.ts";

describe("the catalog of artifacts", () => {
  afterEach(cleanUp);

  it("has every set that versions.ts names", () => {
    const { multiNetworkPolicy, networkPolicyApi } = versions;
    const { ovnKubernetes, multus, ipamClaims, nmstate, kubevirt, certManager, ipamExtensions } = versions;
    const named = [
      multiNetworkPolicy,
      networkPolicyApi,
      ...[ovnKubernetes, multus, ipamClaims, nmstate, kubevirt, certManager, ipamExtensions].flatMap((known) =>
        Object.values<{ artifact: string }>(known),
      ),
    ];
    assert.deepEqual(Object.keys(readCatalog()).toSorted(), named.map(({ artifact }) => artifact).toSorted());
  });

  it("names a commit in full where the set is one of a branch, which moves", () => {
    const commits = Object.entries(readCatalog()).filter(([name]) => /\/(master|main)\b/.test(name));
    assert.deepEqual(
      commits.map(([name]) => name),
      [
        "ovn-kubernetes/master-8871cd9",
        "multi-networkpolicy/master-f1873dc",
        "multus-cni/master",
        "ipam-extensions/main",
      ],
    );
    for (const [name, { ref }] of commits) {
      assert.match(ref, /^[0-9a-f]{40}$/);
      assert(ref.startsWith(name.split("/master-")[1] ?? ""), `${name}: ${ref}`);
    }
  });

  it("names release assets by the tag of their release", () => {
    const released = Object.entries(readCatalog()).filter(([, { files }]) =>
      Object.values(files).some((file) => "asset" in file),
    );
    assert.equal(released.length, 6);
    for (const [name, { ref }] of released) assert.equal(name.split("/")[1], ref);
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
        Object.values(files).map((file) => ("source" in file ? file.source : "")),
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
    "an asset in a folder": { "demo/v1": { ...sound, files: { a: { asset: "b/a", objects: sha256("") } } } },
    "an asset known by its bytes": { "demo/v1": { ...sound, files: { a: { asset: "a", sha256: sha256("") } } } },
    "a file of both forms": {
      "demo/v1": { ...sound, files: { a: { source: "a", sha256: sha256(""), asset: "a", objects: sha256("") } } },
    },
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

  it("takes the checksum of an asset over its objects, whatever they look like", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "demo/v1/a.yaml": otherLook });
    const { catalog, changes } = await pinCatalog(assetCatalog(manifest), folder);
    assert.deepEqual(changes, []);
    assert.deepEqual(catalog, assetCatalog(manifest));

    writeFiles(folder, { "demo/v1/a.yaml": otherManifest });
    const after = await pinCatalog(assetCatalog(manifest), folder);
    assert.deepEqual(
      after.changes.map(({ file }) => file),
      ["demo/v1/a.yaml"],
    );
    assert.deepEqual(after.catalog, assetCatalog(otherManifest));
  });

  it("refuses an asset that is no manifest", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "demo/v1/a.yaml": "<html>" });
    await assert.rejects(
      pinCatalog(assetCatalog(manifest), folder),
      /^ArtifactError: .* has files that are no manifests, so nothing was changed:\n {2}demo\/v1\/a\.yaml: none \(.*not a Kubernetes object/,
    );
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
