import assert from "node:assert/strict";
import { outlineOf } from "../../../components/topology/outline.ts";
import { printedTopologies } from "./support.ts";

describe("the outline of a topology", function () {
  this.timeout(60_000);

  it("tells each network in words, and of each namespace its network and what is in it", async () => {
    const [overlay, pods] = await printedTopologies("scenario=overlay", "scenario=udn-pods");
    assert.ok(overlay && pods);
    assert.deepEqual(outlineOf(overlay.topology), {
      networks: {
        "cluster default network": "network, 10.244.0.0/16",
        "green-network": "secondary network, layer 2, 192.168.200.0/24",
      },
      namespaces: {
        tenantblue: { network: "cluster default network", objects: ["pod blue-server", "pod podclient"] },
        tenantyellow: { network: "cluster default network", objects: ["pod yellow-server"] },
      },
    });
    const { red } = outlineOf(pods.topology).namespaces;
    assert.deepEqual(red, {
      network: "colored-enterprise",
      objects: ["pod app-red-0", "pod app-red-1", "NetworkPolicy allow-to-devconf-demo-pods"],
    });
  });
});
