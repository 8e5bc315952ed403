import type { FabricLab } from "../lab.ts";
import type { Mutation } from "./mutation.ts";
import { NetworkMutations } from "./networks.ts";
import { PodMutations } from "./pods.ts";

const blueNetwork = "blue/blue-network";
const greenNetwork = "green/green-network";
const overlappingNetwork = "overlapping-with-blue/overlapping-with-blue-network";
const enterprise = "colored-enterprise";
const policy = "allow-to-devconf-demo-pods";
const blueRange = "103.103.0.0/16";

/** What can be wrong with scenario udn-pods before its last step, the policy. */
export function workshopMutations(lab: () => FabricLab): Mutation[] {
  const pods = new PodMutations(lab);
  const networks = new NetworkMutations(lab);
  const anyPolicy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "somebodys", namespace: "green" },
    spec: { podSelector: { matchLabels: { network: "nobody" } }, policyTypes: ["Ingress"] },
  };
  return [
    pods.unplugged({ P01: "failed", P02: "not run" }, "blue", "app-blue-1", "primary"),
    pods.addressSwapped({ P01: "failed" }, "blue", "app-blue-1", ["blue", "app-blue-0"]),
    pods.addressUnknown({ P01: "not run", P02: "not run" }, "blue", "app-blue-1"),
    pods.otherServer({ P03: "failed", P04: "not run", P06: "not run" }, "green", "app-green-1", "app-green-0"),
    pods.unguarded({ P02: "failed" }, ["blue", "app-blue-0"], ["blue", "app-blue-1"]),
    pods.unguarded({ P04: "failed" }, ["green", "app-green-0"], ["green", "app-green-1"]),
    networks.object({ P05: "failed", P20: "failed" }, anyPolicy),
    networks.leak({ P06: "failed" }, greenNetwork),
    pods.unplugged(
      { P07: "failed", P21: "failed", P22: "failed", P23: "not run" },
      "yellow",
      "app-yellow-1",
      "primary",
    ),
    pods.onOtherSegment({ P07: "failed" }, "yellow", "app-yellow-1", "primary", "another network of the same range"),
    pods.otherServer({ P21: "failed", P22: "failed" }, "yellow", "app-yellow-1", "app-red-1"),
    networks.withoutServices({ P08: "failed" }, blueNetwork),
    pods.serversDown({ P08: "failed", P11: "failed" }, ["blue", "app-blue-0"], ["blue", "app-blue-1"]),
    pods.serversDown(
      { P09: "failed", P10: "not run", P12: "failed" },
      ["green", "app-green-0"],
      ["green", "app-green-1"],
    ),
    networks.servesOthers({ P10: "failed" }, blueNetwork, greenNetwork),
    networks.refusing({ P10: "failed" }, blueNetwork, "ip daddr 10.96.0.0/16 tcp dport 80"),
    networks.withoutNodePorts({ P11: "failed", P12: "failed" }),
    networks.nodePortsOfOthers({ P11: "failed" }, blueNetwork, greenNetwork),
    networks.nodePortsOfOthers({ P12: "failed" }, greenNetwork, blueNetwork),
    networks.withoutDns({ P13: "failed", P13b: "failed", P14: "failed", P14b: "failed", P17b: "failed" }),
    networks.dnsLies({ P13b: "failed", P14b: "failed" }),
    networks.withoutApiServer({ P13: "failed", P14: "failed", P15: "failed", P16: "failed" }),
    networks.withoutInternet({ P17: "failed", P18: "failed", P19: "failed" }, "resolver"),
    networks.withoutInternet({ P17b: "failed" }, "google"),
    networks.withoutMasquerade({ P19: "failed" }, overlappingNetwork),
    networks.leak({ P23: "failed" }, blueNetwork),
    networks.refusing({ P23: "failed" }, enterprise, `ip daddr ${blueRange} tcp dport 8080`),
    pods.execRefused({ P01: "not run", P06: "not run", P08: "not run", P13: "not run" }, "blue", "app-blue-0"),
    pods.toolMissing({ P01: "not run", P17: "not run" }, "ping"),
  ];
}

/** What can be wrong with its last step. */
export function policyMutations(lab: () => FabricLab): Mutation[] {
  const pods = new PodMutations(lab);
  const networks = new NetworkMutations(lab);
  return [
    networks.gone({ P25: "failed" }, ["NetworkPolicy", policy]),
    networks.changed({ P25: "failed" }, "NetworkPolicy", policy, "is about other pods", {
      podSelector: { matchLabels: { network: "yellow" } },
    }),
    networks.changed({ P24: "failed", P25: "not run", P26: "not run" }, "NetworkPolicy", policy, "allows nothing", {
      egress: [],
    }),
    pods.refusing({ P25: "failed" }, "red", "app-red-0", 'oifname "ovn-udn1" tcp dport 9090'),
    networks.leak({ P26: "failed" }, blueNetwork),
    networks.refusing({ P26: "failed" }, enterprise, `ip daddr ${blueRange} tcp dport 8080`),
    pods.serversDown({ P24: "failed", P25: "not run", P26: "not run" }, ["yellow", "app-yellow-1"]),
    pods.otherServer({ P24: "failed" }, "yellow", "app-yellow-1", "app-yellow-0"),
  ];
}

/** What can be wrong with the two tenants that are added to it. */
export function addedTenantMutations(lab: () => FabricLab): Mutation[] {
  const pods = new PodMutations(lab);
  const networks = new NetworkMutations(lab);
  return [
    pods.unplugged({ S001a: "failed" }, "tenant-001", "app-tenant-001-1", "primary"),
    pods.otherServer({ S001a: "failed" }, "tenant-001", "app-tenant-001-1", "app-tenant-002-1"),
    pods.unplugged({ S002a: "failed", S001b: "not run" }, "tenant-002", "app-tenant-002-1", "primary"),
    pods.serversDown({ S002a: "failed", S001b: "not run" }, ["tenant-002", "app-tenant-002-1"]),
    pods.unplugged({ P01: "failed", S002b: "not run" }, "blue", "app-blue-1", "primary"),
    networks.leak({ S001b: "failed" }, "tenant-002/tenant-002-network"),
    networks.leak({ S002b: "failed" }, blueNetwork),
    pods.execRefused({ S001a: "not run", S001b: "not run" }, "tenant-001", "app-tenant-001-0"),
  ];
}
