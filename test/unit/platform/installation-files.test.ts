import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { type InstallationFiles, installationFiles } from "../../../components/platform/installation-files.ts";
import { platformParts, type PlatformPart } from "../../../components/settings/platform-parts.ts";
import { readSettings } from "../../../components/settings/read-settings.ts";
import type { Settings } from "../../../components/settings/settings.ts";
import { withFolder } from "../tools/support.ts";
import { upstream } from "../support.ts";

function settingsWith(artifacts: string, given: Record<string, string> = {}): Settings {
  const config = Object.entries({ scenario: "any", artifacts, ...given }).map(([name, value]) => [
    `lab:${name}`,
    value,
  ]);
  return readSettings({
    stack: "s",
    config: Object.fromEntries(config) as Record<string, string>,
    scenarios: ["any"],
    projectDirectory: "/",
  });
}

/** Runs a test with a folder of artifacts that has these sets alone. */
const withSets = (sets: readonly string[], test: (folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    for (const set of sets) {
      mkdirSync(dirname(join(folder, set)), { recursive: true });
      symlinkSync(join(upstream, set), join(folder, set));
    }
    await test(folder);
  });

const sets: Record<
  Exclude<PlatformPart, "ovn-kubernetes" | "multus">,
  [set: string, files: keyof InstallationFiles]
> = {
  "network-policy-api": ["network-policy-api/v0.1.5", "networkPolicyApi"],
  nmstate: ["kubernetes-nmstate/v0.86.0", "nmstate"],
  kubevirt: ["kubevirt/v1.8.4", "kubevirt"],
  "cert-manager": ["cert-manager/v1.21.1", "certManager"],
  "ipam-extensions": ["ipam-extensions/v0.6.0", "ipamExtensions"],
};
const networkSets = [
  "ovn-kubernetes/v1.3.0",
  "multus-cni/v4.1.3",
  "multi-networkpolicy/master-f1873dc",
  "ipamclaims/v0.5.1-alpha",
];

describe("the installation files (skipped where OVN_LABS_UPSTREAM names no copy of them)", function () {
  before(function () {
    if (!existsSync(upstream)) this.skip();
  });

  it("of networks are those of OVN-Kubernetes, multus and three definitions", () =>
    withSets(networkSets, async (folder) => {
      const files = await installationFiles(settingsWith(folder), ["ovn-kubernetes", "multus"]);
      assert.equal(files.ovnKubernetes, join(folder, "ovn-kubernetes/v1.3.0"));
      assert.equal(files.multus.length, 6);
      const definitions = files.definitions.filter(({ kind }) => kind === "CustomResourceDefinition");
      assert.equal(definitions.length, 3);
      for (const [, name] of Object.values(sets)) assert.deepEqual(files[name], [], name);
    }));

  for (const [part, [set, name]] of Object.entries(sets))
    it(`of ${part} are in ${set} alone`, () =>
      withSets([set], async (folder) => {
        const files = await installationFiles(settingsWith(folder), [part as PlatformPart]);
        assert.notDeepEqual(files[name], []);
        assert.deepEqual([...files.multus, ...files.definitions, ...files.nmstatePolicies], []);
      }));

  it("that are missing end the run before anything is made", () =>
    withSets([], async (folder) => {
      const settings = settingsWith(folder);
      await assert.rejects(installationFiles(settings, ["kubevirt"]), /There is no folder .*kubevirt\/v1\.8\.4/);
    }));

  it("are none where the cluster has every part", () =>
    withSets([], async (folder) => {
      const settings = settingsWith(folder, {
        cluster: "existing",
        kubeconfig: "/k",
        context: "c",
        platform: "present",
      });
      const { ovnKubernetes, ...manifests } = await installationFiles(settings, platformParts);
      assert.equal(typeof ovnKubernetes, "string");
      assert.deepEqual(Object.values(manifests).flat(), []);
    }));

  it("of nmstate's policies are for simulated clusters alone", () =>
    withSets(["kubernetes-nmstate/v0.86.0"], async (folder) => {
      const { nmstatePolicies } = await installationFiles(settingsWith(folder, { cluster: "simulated" }), ["nmstate"]);
      assert.deepEqual(
        nmstatePolicies.map(({ metadata }) => metadata.name),
        [
          "nodenetworkconfigurationpolicies.nmstate.io",
          "nodenetworkconfigurationenactments.nmstate.io",
          "nodenetworkstates.nmstate.io",
        ],
      );
    }));
});
