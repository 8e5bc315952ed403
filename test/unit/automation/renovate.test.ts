import assert from "node:assert/strict";
import semver from "semver";
import { readCatalog } from "../../../components/artifacts/catalog.ts";
import * as versions from "../../../components/versions.ts";
import { actionlintModule } from "../../support/actionlint.ts";
import { configuration, expression, findings, findingsOf, raised } from "./renovate.ts";
import { textOf } from "./workflows.ts";

const { customManagers, packageRules } = configuration;
const catalog = readCatalog();
const versionsFile = "components/versions.ts";
const catalogFile = "components/artifacts/catalog.json";
const isTag = (version: string): boolean => /^v\d/.test(version);
const parts = [
  "ovnKubernetes",
  "multus",
  "ipamClaims",
  "nmstate",
  "kubevirt",
  "certManager",
  "ipamExtensions",
] as const;

/** The versions of each part that can be chosen and are tags, as `owner/name tag`. */
const rows = parts.flatMap((part) =>
  Object.values<{ artifact: string }>(versions[part]).flatMap(({ artifact }) => tagged(artifact)),
);
const choices = (set: versions.VersionSet): string[] =>
  parts.flatMap((part) => {
    const table = versions[part] as Readonly<Record<string, { artifact: string }>>;
    return tagged(table[versions.versionSets[set][part]]?.artifact ?? "");
  });

/** `owner/name tag` of an artifact set, if its ref is a tag. */
function tagged(artifact: string): string[] {
  const { repository = "", ref = "" } = catalog[artifact] ?? {};
  assert.notEqual(ref, "", `there is an artifact set ${artifact}`);
  return isTag(ref) ? [`${repository} ${ref}`] : [];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const found = (file: string, type: string): string[] =>
  findings.filter((one) => one.file === file && one.type === type).map(({ name, version }) => `${name} ${version}`);
const ruleOf = (name: string, wants: "allowedVersions" | "groupName") =>
  packageRules.find((rule) => rule.matchPackageNames?.includes(name) && rule[wants] !== undefined)?.[wants] ?? "";

describe("what Renovate finds", () => {
  it("are all manifests that have a version", () => {
    const tags = Object.values(catalog).filter(({ ref }) => isTag(ref));
    assert.deepEqual(
      found(catalogFile, "lab-part").toSorted(),
      tags.map(({ repository, ref }) => `${repository} ${ref}`).toSorted(),
    );
  });

  it("are all versions of parts, in the tables and where they are chosen", () => {
    const policies = tagged(versions.networkPolicyApi.artifact);
    assert.deepEqual(
      found(versionsFile, "lab-part").toSorted(),
      [...rows, ...choices("current"), ...choices("talk"), ...policies].toSorted(),
    );
  });

  it("are all images that have a version, with their digests", () => {
    const images = new Set(stringsIn({ ...versions }).filter((text) => /^[^\s"]+\/[^\s"]+:v?\d/.test(text)));
    assert.ok(images.has(versions.kind.nodeImage) && images.size > 5);
    const foundImages = findings
      .filter(({ type }) => type === "lab-image")
      .map(({ name, version, digest }) => `${name}:${version}${digest === undefined ? "" : `@${digest}`}`);
    assert.deepEqual([...new Set(foundImages)].toSorted(), [...images].toSorted());
  });

  it("are kind, KWOK and the control plane", () => {
    const { kwok, kubernetes, etcd } = versions.simulated;
    assert.deepEqual(found(versionsFile, "lab-tool").toSorted(), [
      `etcd-io/etcd ${etcd}`,
      `kubernetes-sigs/kind ${versions.kind.version}`,
      `kubernetes-sigs/kwok ${kwok}`,
      `kubernetes/kubernetes ${kubernetes}`,
    ]);
  });

  it("is the linter of workflows, in a folder that Renovate's presets would leave out", () => {
    const [one, ...others] = findings.filter(({ file }) => file === "test/support/actionlint.ts");
    assert.deepEqual(others, []);
    assert.equal(`${one?.name ?? ""}/cmd/actionlint@${one?.version ?? ""}`, actionlintModule);
    assert.ok(!configuration.ignorePaths.some((path) => path.includes("test")) && configuration.ignorePaths.length > 0);
  });

  it("is every version in versions.ts but minimums and what belongs to checksums", () => {
    const text = textOf(versionsFile);
    const literals = [...text.matchAll(/^(?!\s*(?:\/?\*|\/\/)).*$/gm)].flatMap((line) =>
      [...line[0].matchAll(/"([^"]*\d\.\d[^"]*|[^"]+:\d+)"/g)].map((literal) => ({
        at: line.index + literal.index,
        value: literal[1] ?? "",
      })),
    );
    const places = findings.filter(({ file }) => file === versionsFile);
    const left = literals.filter(({ at }) => !places.some(({ from, to }) => from <= at && at < to));
    const { kind, machineMinimums, releaseChecksums, simulated } = versions;
    assert.deepEqual(
      left.map(({ value }) => value),
      [kind.minimum, ...Object.values(machineMinimums), simulated.minimumKubernetes, ...Object.keys(releaseChecksums)],
    );
  });
});

describe("what Renovate does with it", () => {
  it("is to raise a part in its table, where it is chosen, and in the catalog, at once", () => {
    const current = choices("current");
    assert.equal(current.length, parts.length);
    for (const one of current) {
      const [name = "", version = ""] = one.split(" ");
      const before = tags(one);
      const after = {
        versions: raised(versionsFile, name, version, "v99.0.0"),
        catalog: raised(catalogFile, name, version, "v99.0.0"),
      };
      for (const folder of before) {
        assert.ok(!after.versions.includes(`${folder}/${version}"`) && after.versions.includes(`${folder}/v99.0.0"`));
        const { ref } = (JSON.parse(after.catalog) as Record<string, { ref: string }>)[`${folder}/v99.0.0`] ?? {};
        assert.equal(ref, "v99.0.0");
      }
    }
  });

  it("is to leave what the talks install, and other choices", () => {
    const rule = packageRules.find((one) => one.matchDepTypes?.includes("lab-part") && one.matchCurrentValue);
    assert.equal(rule?.enabled, false);
    const kept = expression(rule.matchCurrentValue ?? "");
    const current = new Set([...choices("current"), ...tagged(versions.networkPolicyApi.artifact)]);
    for (const { name, version, type } of findings.filter((one) => one.type === "lab-part"))
      assert.equal(kept.test(version), !current.has(`${name} ${version}`), `${type} ${name} ${version}`);
  });

  it("is to refuse versions of npm packages that do not fit, and not those that are installed", () => {
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const installed = { ...dependencies, ...devDependencies };
    const refused = { "@pulumi/command": "4.0.0", typescript: "7.0.0", "@types/node": "21.0.0" };
    for (const [name, version] of Object.entries({ ...refused, "@kubernetes/client-node": "2.0.0" })) {
      const allowed = ruleOf(name, "allowedVersions");
      assert.ok(semver.validRange(allowed), name);
      assert.ok(!semver.satisfies(version, allowed), `${name} ${version}`);
      assert.ok(semver.satisfies(installed[name] ?? "", allowed), `${name} ${installed[name] ?? "is not installed"}`);
    }
    // npm's tag `latest`.
    assert.ok(!semver.satisfies("4.5.0", ruleOf("@pulumi/command", "allowedVersions")));
    assert.equal(ruleOf("@pulumi/**", "groupName"), "Pulumi");
    assert.equal(ruleOf("pulumi", "groupName"), "Pulumi");
  });

  it("has a reason each, and expressions that Renovate's engine, RE2, knows", () => {
    for (const one of [...packageRules, ...customManagers]) assert.ok(one.description, JSON.stringify(one));
    for (const manager of customManagers) {
      assert.ok(findingsOf(manager).length > 0, manager.description);
      for (const text of manager.matchStrings) assert.doesNotMatch(text, /\(\?<?[=!]|\\\d|\\k</);
    }
  });
});

/** The names before the tag of a part's artifact sets. */
function tags(part: string): string[] {
  return Object.entries(catalog)
    .filter(([, { repository, ref }]) => `${repository} ${ref}` === part)
    .map(([name, { ref }]) => name.replace(`/${ref}`, ""));
}
