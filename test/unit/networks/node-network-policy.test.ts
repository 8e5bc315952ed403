import assert from "node:assert/strict";
import { bridgeMappingPolicy } from "../../../components/networks/node-network-policy.ts";

describe("a policy that maps localnets to bridges", () => {
  it("is for the workers, and is waited for until they have it", () =>
    assert.deepEqual(
      bridgeMappingPolicy("mapping", [
        { localnet: "one", bridge: "breth0" },
        { localnet: "two", bridge: "br1" },
      ]),
      {
        apiVersion: "nmstate.io/v1",
        kind: "NodeNetworkConfigurationPolicy",
        metadata: { name: "mapping", annotations: { "pulumi.com/waitFor": "condition=Available" } },
        spec: {
          nodeSelector: { "node-role.kubernetes.io/worker": "" },
          desiredState: {
            ovn: {
              "bridge-mappings": [
                { localnet: "one", bridge: "breth0" },
                { localnet: "two", bridge: "br1" },
              ],
            },
          },
        },
      },
    ));
});
