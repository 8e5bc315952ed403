import { multiNetworkPolicy } from "../../components/networks/multi-network-policy.ts";
import { adapterLabels, adapterPort } from "./adapter.ts";
import type { LocalnetAddresses } from "./addresses.ts";
import { vmLabels } from "./machine.ts";
import { attachmentName, type Namespaces } from "./network.ts";

/**
 * The pod may speak with the database and answer the VLAN; the virtual machine may speak with the pod and nobody with it. The
 * diagram in the talk's repository has the two swapped: it denies the pod the database and allows it to the machine.
 */
export function localnetPolicies(namespaces: Namespaces, { subnet, host }: LocalnetAddresses, databasePort: number) {
  const everybody = [{ ipBlock: { cidr: subnet } }];
  const toTheAdapter = { peers: everybody, ports: [{ protocol: "TCP", port: adapterPort }] } as const;
  const toTheDatabase = {
    peers: [{ ipBlock: { cidr: `${host}/32` } }],
    ports: [{ protocol: "TCP", port: databasePort }],
  } as const;
  return {
    adapter: multiNetworkPolicy({
      name: "db-adapter",
      namespace: namespaces.adapter,
      network: `${namespaces.adapter}/${attachmentName}`,
      podLabels: adapterLabels,
      ingress: [toTheAdapter],
      egress: [toTheDatabase],
    }),
    consumer: multiNetworkPolicy({
      name: "web-client",
      namespace: namespaces.consumer,
      network: `${namespaces.consumer}/${attachmentName}`,
      podLabels: vmLabels,
      ingress: [],
      egress: [toTheAdapter],
    }),
  };
}
