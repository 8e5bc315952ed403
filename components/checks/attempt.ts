import type { Check } from "./check.ts";
import { guestNetworkCommand, readGuestNetwork } from "./guest-network.ts";
import type { Observation } from "./observation.ts";
import type { CheckAccess } from "./perform-check.ts";
import { type Addressed, observe, repeatByHand } from "./probes.ts";
import { locate } from "./targets.ts";
import { interfaceOf } from "./virtual-machine-instance.ts";

export interface Attempt {
  readonly seen: Observation;
  /** Command to repeat it by hand; empty if no address was learned. */
  readonly repeat: string;
}

/** One attempt of a check's probe. Whatever keeps the probe from working is an observation too, never an error. */
export async function attempt(check: Check, access: CheckAccess): Promise<Attempt> {
  const { from, to, how, family } = check;
  try {
    if (to.kind === "policies")
      return {
        seen: { kind: "objects", names: await access.policies(to.namespaces) },
        repeat: "kubectl get networkpolicies -A",
      };
    if (how.kind === "guest-network" && from.kind === "guest")
      return {
        seen: readGuestNetwork(await access.execInGuest(from, guestNetworkCommand)),
        repeat: `virtctl console -n ${from.namespace} ${from.vm}, then: ip address; ip route; ip -6 route`,
      };
    if (how.kind === "interface" && to.kind === "guest") {
      const found = interfaceOf(await access.virtualMachineInstance(to.namespace, to.vm), to.interface);
      return {
        seen: "problem" in found ? { kind: "no probe", reason: found.problem } : { kind: "interface", ...found },
        repeat: `kubectl get vmi -n ${to.namespace} ${to.vm} -o yaml`,
      };
    }
    if (to.kind === "itself") return impossible(`there is no ${how.kind} probe from ${from.kind} to itself`);
    const located = await locate(to, access, family);
    if ("problem" in located) return impossible(located.problem);
    const probe: Addressed = { from, how, family, ...located };
    return { seen: await observe(probe, access), repeat: repeatByHand(probe) };
  } catch (error) {
    return impossible(error instanceof Error ? error.message : String(error));
  }
}

function impossible(reason: string): Attempt {
  return { seen: { kind: "no probe", reason }, repeat: "" };
}
