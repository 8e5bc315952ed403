import assert from "node:assert/strict";
import { type AddressedTarget as Place, type Directory, locate } from "../../../components/checks/targets.ts";
import { accessWith, networkStatus, podNetworks } from "./support.ts";

/** Two workers, a pod with both annotations, and services that lack something each. */
const directory: Directory = accessWith({
  podAnnotations: (namespace, pod) =>
    pod === "bare"
      ? Promise.resolve({})
      : Promise.resolve({
          "k8s.v1.cni.cncf.io/network-status": networkStatus,
          "k8s.ovn.org/pod-networks": namespace === "blue" ? podNetworks : "{}",
        }),
  service: (namespace, name) => {
    const services: Record<string, Awaited<ReturnType<Directory["service"]>>> = {
      "blue/web": { clusterIPs: ["10.96.3.4"], nodePort: 30080 },
      "blue/headless": { clusterIPs: ["None"], nodePort: undefined },
    };
    const found = services[`${namespace}/${name}`];
    return found ? Promise.resolve(found) : Promise.reject(new Error(`services "${name}" not found`));
  },
  workerAddresses: () => Promise.resolve([["172.18.0.3"], ["172.18.0.2"]]),
});
const nothing: Directory = accessWith({});

const nodePort = (service: string, worker: number): Place => ({
  kind: "node-port",
  namespace: "blue",
  service,
  worker,
});

const table: Record<string, [to: Place, located: object]> = {
  "a host is its own name": [{ kind: "host", host: "google.com" }, { address: "google.com" }],
  "a pod on a secondary network has the address that multus reports": [
    { kind: "secondary-network", namespace: "yellow", pod: "server", network: "yellow/net" },
    { address: "192.168.200.3" },
  ],
  "a pod that is not on the network has none": [
    { kind: "secondary-network", namespace: "yellow", pod: "bare", network: "yellow/net" },
    { problem: "yellow/bare: no annotation k8s.v1.cni.cncf.io/network-status" },
  ],
  "a pod on its primary network has the one of OVN-Kubernetes": [
    { kind: "pod-network", namespace: "blue", pod: "app-0", role: "primary" },
    { address: "103.103.1.5" },
  ],
  "a pod on its default network has its kubelet's": [
    { kind: "pod-network", namespace: "blue", pod: "app-0", role: "infrastructure-locked" },
    { address: "10.244.1.4" },
  ],
  "a pod without a primary network has none": [
    { kind: "pod-network", namespace: "red", pod: "app-0", role: "primary" },
    { problem: "red/app-0: no network with the role primary; none at all" },
  ],
  "a service has its cluster address": [
    { kind: "service", namespace: "blue", service: "web" },
    { address: "10.96.3.4" },
  ],
  "a service without one has no address": [
    { kind: "service", namespace: "blue", service: "headless" },
    { problem: "service blue/headless has no cluster address" },
  ],
  "a node port is on the first worker": [nodePort("web", 1), { address: "172.18.0.3", port: 30080 }],
  "a node port is on the second worker": [nodePort("web", 2), { address: "172.18.0.2", port: 30080 }],
  "a node port is on no third worker where there are two": [
    nodePort("web", 3),
    { problem: "there is no worker 3 with an InternalIP, only 2" },
  ],
  "a service without a node port has no address": [
    nodePort("headless", 1),
    { problem: "service blue/headless has no node port" },
  ],
};

describe("where a target is", () => {
  for (const [claim, [to, located]] of Object.entries(table))
    it(claim, async () => assert.deepEqual(await locate(to, directory), located));

  it("an object that is not there is the API's error", () =>
    assert.rejects(locate({ kind: "service", namespace: "blue", service: "gone" }, directory), {
      message: 'services "gone" not found',
    }));

  it("a host is asked of nobody", async () =>
    assert.deepEqual(await locate({ kind: "host", host: "8.8.8.8" }, nothing), { address: "8.8.8.8" }));
});
