import assert from "node:assert/strict";
import { parse } from "yaml";
import { type CloudInit, cloudInitVolume } from "../../../components/virtual-machines/cloud-init.ts";

const network = (cloudInit: CloudInit): unknown => parse(cloudInitVolume(cloudInit).networkData ?? "null");

describe("a guest's cloud-init volume", () => {
  it("lets the user of the talks log in, and nothing else where nothing else is asked for", () => {
    const { userData, ...others } = cloudInitVolume({});
    assert.match(userData, /^#cloud-config\n/);
    assert.deepEqual(parse(userData), { password: "fedora", chpasswd: { expire: false } });
    assert.deepEqual(others, {});
  });

  it("installs packages", () =>
    assert.deepEqual(parse(cloudInitVolume({ packages: ["postgresql"] }).userData), {
      password: "fedora",
      chpasswd: { expire: false },
      packages: ["postgresql"],
    }));

  it("configures each interface under both names that a guest may have for it", () => {
    const eth0 = { dhcp4: true };
    const eth1 = { addresses: ["192.168.200.10/24"] };
    assert.deepEqual(network({ ethernets: { eth0, eth1 } }), {
      version: 2,
      ethernets: { eth0, eth1, enp1s0: eth0, enp2s0: eth1 },
    });
  });

  it("says everything twice rather than by YAML's references", () =>
    assert.doesNotMatch(
      cloudInitVolume({ ethernets: { eth0: { addresses: ["10.0.0.1/8"] } } }).networkData ?? "",
      /[&*]/,
    ));

  it("asks for an IPv6 address from the link-local address of the MAC, the only one that OVN lets through", () =>
    assert.deepEqual(network({ ethernets: { eth0: { dhcp4: true, dhcp6: true } } }), {
      version: 2,
      ethernets: Object.fromEntries(
        ["eth0", "enp1s0"].map((name) => [name, { dhcp4: true, dhcp6: true, "ipv6-address-generation": "eui64" }]),
      ),
    }));
});
