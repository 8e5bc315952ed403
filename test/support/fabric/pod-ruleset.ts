import type { V1NetworkPolicyPeer, V1NetworkPolicyPort } from "@kubernetes/client-node";
import { matches } from "./label-selector.ts";
import type { PodInterface } from "./pod-interfaces.ts";
import type { World } from "./world.ts";

/** A pod as policies see it. */
export interface PodOnFabric {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: readonly PodInterface[];
}

/** A policy as it bears on one interface of one pod. */
interface Rules {
  readonly direction: "in" | "out";
  readonly interface: string;
  readonly allowed: readonly { readonly peers?: V1NetworkPolicyPeer[]; readonly ports?: V1NetworkPolicyPort[] }[];
}

/**
 * What a pod's port lets through, as nftables rules inside of the pod: an interface that is locked to the infrastructure talks with its
 * gateway alone, where the node and its kubelet are; policies let in or out what they allow. Answers always pass.
 * @param pods all pods, for the peers that policies select
 */
export function podRuleset(pod: PodOnFabric, pods: readonly PodOnFabric[], world: World): string {
  const locked = pod.interfaces.filter(({ role }) => role === "infrastructure-locked");
  const rules = policiesOf(pod, world);
  const chain = (direction: "in" | "out"): string[] => [
    "ct state established,related accept",
    ...locked.map(({ name, gateway }) =>
      direction === "in"
        ? `iifname "${name}" ip saddr != ${gateway ?? "0.0.0.0"} drop`
        : `oifname "${name}" ip daddr != ${gateway ?? "0.0.0.0"} drop`,
    ),
    ...rules.filter((one) => one.direction === direction).flatMap((one) => policyRules(one, pods, world)),
  ];
  return table("inet pod", {
    in: { hook: "type filter hook input priority 0; policy accept;", rules: chain("in") },
    out: { hook: "type filter hook output priority 0; policy accept;", rules: chain("out") },
  });
}

/** A table that replaces the one of its name. */
export function table(
  name: string,
  chains: Readonly<Record<string, { readonly hook: string; readonly rules: readonly string[] }>>,
): string {
  const bodies = Object.entries(chains).map(
    ([chain, { hook, rules }]) => `  chain ${chain} {\n    ${[hook, ...rules].join("\n    ")}\n  }`,
  );
  // Adding first makes the deletion possible where there is none yet.
  return `add table ${name}\ndelete table ${name}\ntable ${name} {\n${bodies.join("\n")}\n}\n`;
}

function policiesOf({ namespace, labels, interfaces }: PodOnFabric, world: World): Rules[] {
  const primary = interfaces.find(({ role }) => role === "primary");
  const own = world.policies
    .filter(({ metadata, spec }) => metadata?.namespace === namespace && spec && matches(spec.podSelector, labels))
    .flatMap(({ spec }) => (spec && primary ? directions(primary.name, spec) : []));
  const multi = world.multiPolicies
    .filter(({ metadata, spec }) => metadata.namespace === namespace && matches(spec.podSelector, labels))
    .flatMap(({ metadata, spec }) => {
      const networks = (metadata.annotations?.["k8s.v1.cni.cncf.io/policy-for"] ?? "").split(",");
      return interfaces
        .filter(({ reported }) => networks.some((network) => network.trim() === reported))
        .flatMap(({ name }) => directions(name, spec));
    });
  return [...own, ...multi];
}

function directions(
  name: string,
  spec: Pick<NonNullable<World["policies"][number]["spec"]>, "policyTypes" | "ingress" | "egress">,
): Rules[] {
  return (spec.policyTypes ?? []).map((type) =>
    type === "Ingress"
      ? {
          direction: "in",
          interface: name,
          allowed: (spec.ingress ?? []).map(({ _from, ports, ...rest }) => ({
            // The client calls the field `_from` in NetworkPolicies; other objects come as they are.
            peers: _from ?? (rest as { from?: V1NetworkPolicyPeer[] }).from ?? [],
            ports: ports ?? [],
          })),
        }
      : {
          direction: "out",
          interface: name,
          allowed: (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports })),
        },
  );
}

function policyRules(
  { direction, interface: name, allowed }: Rules,
  pods: readonly PodOnFabric[],
  world: World,
): string[] {
  const [device, side] = direction === "in" ? ["iifname", "saddr"] : ["oifname", "daddr"];
  const of = `${device} "${name}"`;
  const allowing = allowed.flatMap(({ peers = [], ports = [] }) => {
    const to = peers.length === 0 ? "" : addressesOf(peers, pods, world).join(", ");
    // Peers that select nobody allow nothing.
    if (peers.length > 0 && to === "") return [];
    const where = to === "" ? "" : ` ip ${side} { ${to} }`;
    return ports.length === 0
      ? [`${of}${where} accept`]
      : ports.map(
          ({ protocol = "TCP", port }) => `${of}${where} ${protocol.toLowerCase()} dport ${String(port)} accept`,
        );
  });
  return [...allowing, `${of} drop`];
}

function addressesOf(peers: readonly V1NetworkPolicyPeer[], pods: readonly PodOnFabric[], world: World): string[] {
  return [
    ...new Set(
      peers.flatMap(({ ipBlock, podSelector, namespaceSelector }) => {
        if (ipBlock) return [ipBlock.cidr];
        return pods
          .filter(({ namespace, labels }) => {
            const ofNamespace = world.namespaces.find(({ metadata }) => metadata?.name === namespace)?.metadata?.labels;
            return matches(podSelector, labels) && matches(namespaceSelector, ofNamespace);
          })
          .flatMap(({ interfaces }) =>
            interfaces.filter(({ role }) => role === "primary").map(({ address }) => address.split("/")[0] ?? ""),
          );
      }),
    ),
  ];
}
