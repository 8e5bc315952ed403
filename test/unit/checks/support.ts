import type { CheckRequest } from "../../../components/checks/check-request.ts";
import type { Check } from "../../../components/checks/check.ts";

export const check: Check = {
  id: "T1",
  title: "the client reaches the server",
  step: "workloads",
  from: { kind: "pod", namespace: "blue", pod: "client", container: "main" },
  to: { kind: "secondary-network", namespace: "yellow", pod: "server", network: "yellow/net" },
  how: { kind: "http", port: 9000, path: "/hostname" },
  expect: { kind: "reachable", body: "server" },
  transitional: false,
};

export const request: CheckRequest = { check, kubeconfig: "dir/kubeconfig", context: null, notRunBecause: null };

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

/** What `about` says of that check in every result. */
export const about = {
  id: "T1",
  title: "the client reaches the server",
  step: "workloads",
  from: "blue/client",
  to: "yellow/server on yellow/net, port 9000",
  expected: 'reachable, body "server"',
};
