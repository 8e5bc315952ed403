import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../../components/artifacts/index.ts";
import { nmstateHandler, nmstateObjects } from "../../../components/platform/nmstate.ts";
import { nmstate } from "../../../components/versions.ts";
import { upstream } from "../support.ts";

describe("nmstate", () => {
  it("has its handlers on the workers alone", () =>
    assert.deepEqual(nmstateHandler.spec, { nodeSelector: { "node-role.kubernetes.io/worker": "" } }));

  for (const { artifact } of Object.values(nmstate))
    it(`of ${artifact} has a namespace that takes privileged pods (skipped where OVN_LABS_UPSTREAM names no copy of it)`, function () {
      const file = join(upstream, artifact, "rendered/namespace.yaml");
      if (!existsSync(file)) this.skip();
      const [namespace] = nmstateObjects(readManifest(file), {});
      assert.deepEqual(namespace?.metadata, {
        name: "nmstate",
        labels: {
          name: "nmstate",
          "pod-security.kubernetes.io/enforce": "privileged",
          "pod-security.kubernetes.io/audit": "privileged",
          "pod-security.kubernetes.io/warn": "privileged",
        },
      });
    });
});
