import assert from "node:assert/strict";
import { localnetAddresses } from "../../../stacks/localnet/addresses.ts";

describe("the addresses of the VLAN", () => {
  it("are the talk's .1, .10 and .20 in its subnet", () =>
    assert.deepEqual(localnetAddresses("192.168.200.0/24"), {
      subnet: "192.168.200.0/24",
      withPrefix: { host: "192.168.200.1/24", adapter: "192.168.200.10/24", vm: "192.168.200.20/24" },
      host: "192.168.200.1",
      adapter: "192.168.200.10",
      vm: "192.168.200.20",
    }));

  for (const [subnet, expected] of [
    ["10.9.8.224/27", ["10.9.8.225/27", "10.9.8.234/27", "10.9.8.244/27"]],
    ["172.30.0.0/16", ["172.30.0.1/16", "172.30.0.10/16", "172.30.0.20/16"]],
  ] as const)
    it(`are within ${subnet} too, with its prefix length`, () =>
      assert.deepEqual(Object.values(localnetAddresses(subnet).withPrefix), expected));
});
