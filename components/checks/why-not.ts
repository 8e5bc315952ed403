import type { Cluster } from "../clusters/index.ts";
import type { Check } from "./check.ts";

/** What decides whether a check can be run at all. */
export interface CheckPlace {
  readonly cluster: Pick<Cluster, "carriesPackets" | "kind">;
  /** Whether checks may send packets to the internet. */
  readonly internet: boolean;
}

/** Why a check cannot be run on a cluster, whatever its state; null if it can. */
export function whyNot(check: Check, { cluster, internet }: CheckPlace): string | null {
  // Which objects there are is as true of simulated nodes as of others. What a virtual machine's status says is not: no guest is behind it.
  if (!cluster.carriesPackets && check.how.kind !== "list") return "simulated nodes carry no packets";
  if (!internet && check.needsInternet) return "it needs the internet, and lab:internet is none";
  if (check.needsHostSide && cluster.kind === "existing")
    return "it needs what this program makes beside a kind cluster, and leaves to you beside an existing one";
  return null;
}
