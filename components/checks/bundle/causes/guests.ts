import type { Observation } from "../../observation.ts";
import { type Case, type Cause, podsOf, wordsOf } from "./cause.ts";
import { consoleOf, controllerLog, describePod, instance, ports } from "./commands.ts";

/** Causes that are about virtual machines: their network, their migration, and what comes over it. */

function guestOf({ check: { from, to } }: Case): { readonly namespace: string; readonly vm: string } {
  if (to.kind === "guest") return to;
  return from.kind === "guest" ? from : { namespace: "default", vm: "" };
}

/** The instance's status tells no address or no such interface. */
export function guestUnreported(c: Case): Cause[] {
  const { namespace, vm } = guestOf(c);
  return [
    {
      what: "the guest is still booting: its address comes with DHCP or from its agent",
      confirm: consoleOf(namespace, vm),
    },
    {
      what: "the guest has no agent, or it is not connected, so nobody reports its address",
      confirm: instance(namespace, vm),
    },
    { what: "OVN gave the guest no address: its port has no DHCP options", confirm: ports(c) },
  ];
}

/** The guest's addresses, routes or MTU, or what its instance says of them, are others than the network's. */
export function guestNetwork(c: Case, seen: Observation): Cause[] {
  const { namespace, vm } = guestOf(c);
  const noAddress: Cause = {
    what: "the guest got no answer by DHCP: its port has no DHCP options, or the network has no subnets",
    confirm: ports(c),
  };
  const binding: Cause = {
    what: "the machine is not bound to the primary network: the binding l2bridge or the namespace's label was missing when it was made",
    confirm: instance(namespace, vm),
  };
  const mtu: Cause = {
    what: "the guest took another MTU or route than the network's: an old lease, or a setting of its image",
    confirm: `${consoleOf(namespace, vm)}, then: ip address; ip route`,
  };
  const other: Cause = {
    what: "the machine is on another network, or the network has other subnets",
    confirm: "kubectl get userdefinednetworks,clusteruserdefinednetworks -A -o yaml",
  };
  const late: Cause = { what: "its agent has not reported the addresses yet", confirm: instance(namespace, vm) };
  if (seen.kind === "interface")
    return seen.addresses.length === 0 ? [late, noAddress, binding] : [other, binding, late];
  const has =
    seen.kind === "guest network" && seen.links.some(({ name, addresses }) => name !== "lo" && addresses.length > 0);
  return has ? [mtu, other, binding] : [noAddress, binding, other];
}

/** The migration did not succeed, or led nowhere. */
export function migration(c: Case): Cause[] {
  const { namespace, vm } = guestOf(c);
  const words = wordsOf(c.seen);
  const migratable = (c.facts.instances ?? [])
    .filter((one) => one.namespace === namespace && one.name === vm)
    .flatMap(({ problems }) => problems)
    .filter((problem) => problem.startsWith("LiveMigratable"));
  const migrations = `kubectl get vmim -n ${namespace} -o yaml`;
  const not: Cause[] = migratable.map((problem) => ({
    what: `KubeVirt says that it cannot be migrated (${problem})`,
    confirm: instance(namespace, vm),
  }));
  const target = podsOf(c).find((pod) => pod.vm === vm && pod.phase === "Pending");
  const room: Cause = {
    what: `no other node takes it: too little memory or CPU, another CPU model, or no KVM there${target?.problem ? ` (${target.problem})` : ""}`,
    confirm: target
      ? describePod(namespace, target.name)
      : `kubectl get pods -n ${namespace} -o wide; kubectl describe nodes`,
  };
  const slow: Cause = {
    what: "it was too slow: emulated guests change their memory faster than it is copied",
    confirm: migrations,
  };
  const network: Cause = {
    what: "the target's pod has no network, so its guest cannot start",
    confirm: controllerLog(c),
  };
  const handlers: Cause = {
    what: "the two virt-handlers do not reach each other, or KubeVirt gave up",
    confirm: "kubectl logs -n kubevirt -l kubevirt.io=virt-handler --tail=100",
  };
  return [
    ...not,
    ...(/not over within|timed? ?out|progress/i.test(words) ? [slow, room, handlers] : [room, handlers, network]),
  ];
}

/** The connection does not carry data, or did not survive. */
export function connection(c: Case, seen: Extract<Observation, { kind: "connection" }>): Cause[] {
  const { namespace, vm } = guestOf(c);
  const server: Cause = {
    what: "the iperf3 server ended or does not listen in the guest",
    confirm: `${consoleOf(namespace, vm)}, then: pgrep -a iperf3; ss -ltn`,
  };
  const moved: Cause = {
    what: "OVN did not move the guest's port with it: it is not up on the new node",
    confirm: ports(c),
  };
  if (!seen.after)
    return [
      ...(seen.error === undefined ? [] : [server]),
      {
        what: "the two guests do not reach each other on this port",
        confirm: "npm run recheck -- <scenario> --filter 'guest'",
      },
      ...(seen.error === undefined ? [server] : []),
      {
        what: "large packets are lost: the guest's MTU is larger than the network's",
        confirm: `${consoleOf(namespace, vm)}, then: ip address`,
      },
      moved,
    ];
  const slow: Cause = {
    what: "the migration's last pause was too long for the connection: an emulated or busy machine",
    confirm: `kubectl get vmi -n ${namespace} ${vm} -o jsonpath='{.status.migrationState}'`,
  };
  const lost: Cause = {
    what: "packets still go to the old node: its flows or its neighbours' were not changed",
    confirm: controllerLog(c),
  };
  const address: Cause = {
    what: "the guest has another address on the new node",
    confirm: `kubectl get ipamclaims -n ${namespace} -o yaml`,
  };
  return seen.error === undefined ? [moved, lost, slow] : [address, server, moved];
}

/** Addresses or MAC changed with the migration, or the node did not. */
export function identity(c: Case): Cause[] {
  const { namespace, vm } = guestOf(c);
  return [
    {
      what: "the address is not kept: the network's IPAM is not Persistent, or ipam-extensions made no claim",
      confirm: `kubectl get ipamclaims -n ${namespace} -o yaml`,
    },
    { what: "the guest's agent has not reported from the new node yet", confirm: instance(namespace, vm) },
    {
      what: "the machine was restarted instead of migrated",
      confirm: `kubectl get vmi,vmim,pods -n ${namespace} -o wide`,
    },
  ];
}
