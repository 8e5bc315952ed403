import type { Target } from "../../check.ts";
import { type Case, type Cause, podsOf } from "./cause.ts";
import { acls, controllerLog, ports } from "./commands.ts";

/** What is in the way on a network of attachments. */
export function onSecondary(c: Case): Cause[] {
  const vlans = (c.facts.attachments ?? []).filter(({ topology }) => topology === "localnet");
  const [vlan] = vlans;
  if (vlan)
    return [
      {
        what: `the VLAN does not lead to the address: its id differs from ${vlan.vlan ?? "none"}, or its interface on this machine is down`,
        confirm: "ip -d link show type vlan",
      },
      {
        what: "a node has no mapping of the network to its bridge",
        confirm: "kubectl get nodenetworkconfigurationpolicies,nodenetworkconfigurationenactments",
      },
    ];
  return [
    {
      what: "the two are on different networks: their attachments have different names of the network",
      confirm: "kubectl get network-attachment-definitions -A -o yaml",
    },
  ];
}

const byTarget: Partial<Record<Target["kind"], readonly Cause[]>> = {
  "node-port": [
    {
      what: "this machine does not reach the nodes' network (a remote engine, Docker Desktop, a firewall)",
      confirm: "kubectl get nodes -o wide, then: ping <InternalIP>",
    },
  ],
  "this-machine": [
    { what: "a firewall of this machine drops what comes from the nodes", confirm: "sudo nft list ruleset" },
    { what: "packets of the network do not leave their node", confirm: "kubectl get nodes -o wide" },
  ],
};

/** What is in the way of any other target, by its kind. */
export function ofTarget(c: Case): Cause[] {
  const { to } = c.check;
  const known = byTarget[to.kind];
  if (known) return [...known];
  if (to.kind === "host" && !to.host.endsWith(".cluster.local"))
    return [
      {
        what: "this machine or its nodes have no way to the internet (lab:internet none leaves these checks out)",
        confirm: `ping -c 3 ${to.host}`,
      },
      { what: "what leaves the network is not translated to the node's address", confirm: gatewayNat(c) },
    ];
  if (to.kind === "service")
    return [
      {
        what: `the service is of another network: namespace ${to.namespace} has one of its own`,
        confirm: `kubectl get userdefinednetworks,clusteruserdefinednetworks -A`,
      },
      {
        what: "OVN has no load balancer for the service on this network",
        confirm: ports(c).replace(/ovn-nbctl find .*$/, "ovn-nbctl list Load_Balancer"),
      },
    ];
  if (to.kind === "guest")
    return [
      {
        what: "the guest does not answer: it is booting, or has lost its address",
        confirm: `virtctl console -n ${to.namespace} ${to.vm}`,
      },
    ];
  return [
    {
      what: "the two pods are on different networks",
      confirm: "kubectl get userdefinednetworks,clusteruserdefinednetworks -A -o yaml",
    },
  ];
}

function gatewayNat(c: Case): string {
  return ports(c).replace(/ovn-nbctl find .*$/, "ovn-nbctl list NAT");
}

export function stillProgrammed(c: Case): Cause {
  return {
    what: "the network was still being programmed: secondary networks took 16 s after their pods were Ready, more on a slow machine",
    confirm: c.repeat || controllerLog(c),
  };
}

export function acrossNodes(c: Case): Cause[] {
  const [one, other] = [...new Set(podsOf(c).flatMap(({ node }) => node ?? []))];
  if (one === undefined || other === undefined) return [];
  return [
    {
      what: `packets between nodes ${one} and ${other} are lost (kernel module geneve, UDP 6081)`,
      confirm: "lsmod | grep -E 'openvswitch|geneve|vrf'",
    },
  ];
}

export function notClaimed(c: Case): Cause {
  return {
    what: "OVN has no flows for the pod: its port is not up",
    confirm: podsOf(c).length > 0 ? ports(c) : acls(c),
  };
}
