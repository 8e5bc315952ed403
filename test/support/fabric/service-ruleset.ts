import { matches } from "./label-selector.ts";
import { type PodOnFabric, table } from "./pod-ruleset.ts";
import type { World } from "./world.ts";

/** A Service as a network's router has it. */
export interface ServiceOnFabric {
  readonly clusterIP: string;
  readonly port: number;
  readonly nodePort: number | undefined;
  readonly targetPort: number;
  /** Addresses of its pods on the network of its namespace. */
  readonly endpoints: readonly string[];
}

/** The Services of the namespaces that are on a network. */
export function servicesOf(network: string, pods: readonly PodOnFabric[], world: World): ServiceOnFabric[] {
  const primaryOf = ({ interfaces }: PodOnFabric) => interfaces.find(({ role }) => role === "primary");
  return world.services.flatMap(({ metadata, spec }) => {
    const [port] = spec?.ports ?? [];
    if (!spec?.selector || !spec.clusterIP || !port) return [];
    const endpoints = pods
      .filter(
        (pod) =>
          pod.namespace === metadata?.namespace &&
          matches({ matchLabels: spec.selector ?? {} }, pod.labels) &&
          primaryOf(pod)?.network.key === network,
      )
      .map((pod) => primaryOf(pod)?.address.split("/")[0] ?? "");
    if (endpoints.length === 0) return [];
    const { port: number, nodePort, targetPort = number } = port;
    return [{ clusterIP: spec.clusterIP, port: number, nodePort, targetPort: Number(targetPort), endpoints }];
  });
}

/** The rules of a network's router: Services, and everything that leaves the network does so under the router's address. */
export function routerRuleset(services: readonly ServiceOnFabric[], uplink: string): string {
  return table("ip router", {
    services: {
      hook: "type nat hook prerouting priority dstnat;",
      rules: services.flatMap(({ clusterIP, port, nodePort, targetPort, endpoints }) => {
        if (endpoints.length === 0) return [];
        const one = endpoints.map((address, i) => `${i} : ${address}`).join(", ");
        const to = `dnat to numgen random mod ${endpoints.length} map { ${one} } : ${targetPort}`;
        return [
          `ip daddr ${clusterIP} tcp dport ${port} ${to}`,
          ...(nodePort === undefined ? [] : [`iifname "${uplink}" tcp dport ${nodePort} ${to}`]),
        ];
      }),
    },
    leaving: {
      hook: "type nat hook postrouting priority srcnat;",
      // A Service's own pods would answer each other past the router.
      rules: ["ct status dnat masquerade", `oifname "${uplink}" masquerade`],
    },
  });
}
