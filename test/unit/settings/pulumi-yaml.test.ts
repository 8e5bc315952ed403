import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readCatalog } from "../../../components/artifacts/catalog.ts";
import {
  type SettingDefinition,
  type SettingName,
  settingDefinitions,
} from "../../../components/settings/setting-definitions.ts";
import {
  certManager,
  ipamClaims,
  ipamExtensions,
  kind,
  kubevirt,
  multus,
  nmstate,
  ovnKubernetes,
  versionSets,
} from "../../../components/versions.ts";

const file = join(import.meta.dirname, "..", "..", "..", "Pulumi.yaml");
const project = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };

describe("Pulumi.yaml", () => {
  it("has the settings of the program in their order, with their types, defaults and descriptions", () => {
    const defined = Object.entries<SettingDefinition>(settingDefinitions).map(
      ([name, { type, default: value, description }]) => [name, { type, default: value, description }],
    );
    assert.deepEqual(Object.entries(project.config), defined);
  });
});

describe("the versions", () => {
  const known: Partial<Record<SettingName, object>> = {
    ovnKubernetes,
    multus,
    ipamClaims,
    nmstate,
    kubevirt,
    certManager,
    ipamExtensions,
  };
  for (const [name, versions] of Object.entries(known))
    it(`of ${name} that can be set are those there are, and none is set`, () => {
      const definition: SettingDefinition = settingDefinitions[name as SettingName];
      assert.deepEqual(definition.allowed, ["", ...Object.keys(versions)]);
      assert.equal(definition.default, "");
    });

  for (const [set, { images, ...versions }] of Object.entries(versionSets))
    it(`of the set ${set} are known, and its images are named`, () => {
      for (const [name, version] of Object.entries(versions))
        assert.ok(Object.hasOwn(known[name as SettingName] ?? {}, version), `${name} ${version}`);
      for (const image of Object.values(images)) assert.match(image, /^[a-z0-9.]+\/\S+$/);
    });

  it("take each chart and its image from one line", () =>
    assert.deepEqual(ovnKubernetes, {
      "v1.3.0": { artifact: "ovn-kubernetes/v1.3.0", imageTag: "release-1.3" },
      master: { artifact: "ovn-kubernetes/master-8871cd9", imageTag: "master" },
    }));

  for (const version of Object.values(ovnKubernetes))
    it(`have in ${version.artifact} the chart and its values file`, () => {
      const files = Object.keys(readCatalog()[version.artifact]?.files ?? {});
      for (const needed of ["Chart.yaml", "values-single-node-zone.yaml"])
        assert.ok(files.includes(`helm/ovn-kubernetes/${needed}`), needed);
    });

  it("name kind's node image by tag and digest", () =>
    assert.match(kind.nodeImage, /^kindest\/node:v1\.\d+\.\d+@sha256:[0-9a-f]{64}$/));
});
