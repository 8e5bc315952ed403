import { type Cidr, overlap } from "../settings/cidr.ts";
import type { MachineFacts } from "./facts.ts";

/** The facts for a bug report: of the routes, which tell of the user's networks, only those that overlap one of these. */
export function shareFacts(facts: MachineFacts, networks: readonly Cidr[]): MachineFacts {
  if (facts.routes === undefined) return facts;
  return { ...facts, routes: facts.routes.filter((route) => networks.some((network) => overlap(route, network))) };
}
