import type { CheckRequest } from "../../../components/checks/check-request.ts";
import type { Check } from "../../../components/checks/check.ts";
import type { CheckAccess } from "../../../components/checks/perform-check.ts";

export const check: Check = {
  id: "T1",
  title: "the client reaches the server",
  step: "workloads",
  from: { kind: "pod", namespace: "blue", pod: "client", container: "main" },
  to: { kind: "secondary-network", namespace: "yellow", pod: "server", network: "yellow/net" },
  how: { kind: "http", port: 9000, path: "/hostname" },
  expect: { kind: "reachable", bodies: ["server"] },
};

export const request: CheckRequest = {
  checks: [check],
  twin: null,
  kubeconfig: "dir/kubeconfig",
  context: null,
  notRunBecause: null,
  results: "dir/results",
  timeout: 90,
  atOnce: 0,
};

/** As multus writes it for a pod on the cluster's network and on two others. */
export const networkStatus = JSON.stringify(
  [
    {
      name: "ovn-kubernetes",
      interface: "eth0",
      ips: ["10.244.1.5"],
      mac: "0a:58:0a:f4:01:05",
      default: true,
      dns: {},
    },
    {
      name: "yellow/net",
      interface: "net1",
      ips: ["192.168.200.3", "fd00:200::3"],
      mac: "0a:58:c0:a8:c8:03",
      dns: {},
    },
    { name: "yellow/quiet", interface: "net2", mac: "0a:58:c0:a8:c8:04", dns: {} },
    { name: "yellow/empty", interface: "net3", ips: [], dns: {} },
  ],
  null,
  4,
);

/** As OVN-Kubernetes writes it for a pod of namespace `blue` on its primary network. */
export const podNetworks = JSON.stringify({
  default: {
    ip_addresses: ["10.244.1.4/24"],
    mac_address: "0a:58:0a:f4:01:04",
    routes: [{ dest: "10.244.0.0/16", nextHop: "10.244.1.1" }],
    ip_address: "10.244.1.4/24",
    role: "infrastructure-locked",
  },
  "blue/blue-network": {
    ip_addresses: ["103.103.1.5/24"],
    mac_address: "0a:58:67:67:01:05",
    gateway_ips: ["103.103.1.1"],
    ip_address: "103.103.1.5/24",
    gateway_ip: "103.103.1.1",
    role: "primary",
  },
});

/** What `about` says of that check in every result. */
export const about = {
  id: "T1",
  title: "the client reaches the server",
  step: "workloads",
  from: "blue/client",
  to: "yellow/server on yellow/net",
  how: "HTTP GET :9000/hostname",
  expected: "reachable, body server",
};

/** A pretended cluster that knows nothing but what is given; whatever else is asked for is an error. */
export function accessWith(known: Partial<CheckAccess>): CheckAccess {
  const unknown = (what: string) => () => Promise.reject(new Error(`nobody should have asked for ${what}`));
  return {
    podAnnotations: unknown("annotations"),
    service: unknown("a service"),
    workerAddresses: unknown("workers"),
    virtualMachineInstance: unknown("a virtual machine"),
    ownAddresses: () => [],
    exec: unknown("a command"),
    execInGuest: unknown("a command in a guest"),
    getFromHost: unknown("a URL"),
    connectFromHost: unknown("a connection"),
    queryFromHost: unknown("a query"),
    resolveFromHost: unknown("a name"),
    policies: unknown("policies"),
    ...known,
  };
}
