import { networkCaption } from "./captions.ts";
import type { Topology } from "./topology.ts";

/** A topology in few words, for a stack's outputs. */
export interface Outline {
  /** What each network is, by its name: `primary network, layer 3, 103.103.0.0/16`. */
  readonly networks: Readonly<Record<string, string>>;
  /** By a namespace's name, its network and what is in it: `pod app-blue-0`. */
  readonly namespaces: Readonly<Record<string, { readonly network: string; readonly objects: readonly string[] }>>;
}

export function outlineOf({ networks, namespaces, workloads, services, policies }: Topology): Outline {
  const nameOf = new Map(networks.map(({ id, name }) => [id, name]));
  const objects = [...workloads, ...services, ...policies];
  return {
    networks: Object.fromEntries(
      networks.map((network) => {
        const { kind, name, notes } = networkCaption(network);
        return [name, [kind, ...notes].join(", ")];
      }),
    ),
    namespaces: Object.fromEntries(
      namespaces.map(({ name, network }) => [
        name,
        {
          network: nameOf.get(network) ?? network,
          objects: objects.filter(({ namespace }) => namespace === name).map((one) => `${one.kind} ${one.name}`),
        },
      ]),
    ),
  };
}
