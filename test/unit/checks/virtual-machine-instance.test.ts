import assert from "node:assert/strict";
import { readInstance } from "../../../components/checks/virtual-machine-instance.ts";

/** As KubeVirt 1.8 writes it while a migration hands over: both pods are active. */
const instance = {
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachineInstance",
  metadata: { name: "blue", namespace: "blue-namespace" },
  status: {
    phase: "Running",
    nodeName: "ovn-worker2",
    activePods: { "1c7b-a": "ovn-worker", "1c7b-b": "ovn-worker2" },
    interfaces: [
      {
        infoSource: "domain, guest-agent",
        interfaceName: "eth0",
        ipAddress: "192.168.0.4",
        ipAddresses: ["192.168.0.4", "fe80::858:c0ff:fea8:4"],
        linkState: "up",
        mac: "0a:58:c0:a8:00:04",
        name: "happy",
        podInterfaceName: "ovn-udn1",
        queueCount: 1,
      },
      { name: "plain", ipAddress: "10.0.2.2", mac: "02:00:00:00:00:01" },
    ],
  },
};

describe("a VirtualMachineInstance", () => {
  it("tells node, pod and interfaces", () =>
    assert.deepEqual(readInstance(instance), {
      phase: "Running",
      node: "ovn-worker2",
      pod: "1c7b-b",
      interfaces: [
        {
          name: "happy",
          addresses: ["192.168.0.4", "fe80::858:c0ff:fea8:4"],
          mac: "0a:58:c0:a8:00:04",
          podInterface: "ovn-udn1",
        },
        { name: "plain", addresses: ["10.0.2.2"], mac: "02:00:00:00:00:01", podInterface: undefined },
      ],
    }));

  it("that was just made tells nothing", () =>
    assert.deepEqual(readInstance({ metadata: { name: "blue" } }), {
      phase: "without a phase",
      node: undefined,
      pod: undefined,
      interfaces: [],
    }));
});
