import type { Check, Probe, Source } from "./check.ts";
import { curlCommand, httpUrl, readCurlOutcome } from "./http-probe.ts";
import { pingCommand, readPingOutcome } from "./icmp-probe.ts";
import type { CheckAccess } from "./perform-check.ts";
import { locate } from "./targets.ts";
import type { Observation } from "./verdict.ts";

export interface Attempt {
  readonly seen: Observation;
  /** Command to repeat it by hand; empty if no address was learned. */
  readonly repeat: string;
}

/** One attempt of a check's probe. Whatever keeps the probe from working is an observation too, never an error. */
export async function attempt(check: Check, access: CheckAccess): Promise<Attempt> {
  try {
    if (check.to.kind === "policies")
      return {
        seen: { kind: "objects", names: await access.policies(check.to.namespaces) },
        repeat: "kubectl get networkpolicies -A",
      };
    const located = await locate(check.to, access);
    if ("problem" in located) return { seen: { kind: "no probe", reason: located.problem }, repeat: "" };
    return {
      seen: await observe(check.from, check.how, located, access),
      repeat: byHand(check.from, check.how, located),
    };
  } catch (error) {
    return { seen: { kind: "no probe", reason: error instanceof Error ? error.message : String(error) }, repeat: "" };
  }
}

interface Place {
  readonly address: string;
  readonly port?: number;
}

async function observe(from: Source, how: Probe, { address, port }: Place, access: CheckAccess): Promise<Observation> {
  switch (how.kind) {
    case "http": {
      const url = httpUrl(address, port ?? how.port, how.path);
      if (from.kind === "host") return access.getFromHost(url);
      if (from.kind === "pod") return readCurlOutcome(await access.exec(from, curlCommand(url)));
      break;
    }
    case "icmp": {
      if (from.kind !== "pod") break;
      const seen = readPingOutcome(await access.exec(from, pingCommand(address)));
      if (seen.kind !== "replies" || seen.count === 0 || !how.identity) return seen;
      const url = httpUrl(address, how.identity.port, how.identity.path);
      return { ...seen, identity: readCurlOutcome(await access.exec(from, curlCommand(url))) };
    }
    case "list":
      break;
  }
  return { kind: "no probe", reason: `there is no ${how.kind} probe from ${from.kind}` };
}

function byHand(from: Source, how: Probe, { address, port }: Place): string {
  const command =
    how.kind === "icmp"
      ? `ping -c 3 ${address}`
      : how.kind === "http"
        ? `curl -s --connect-timeout 3 ${httpUrl(address, port ?? how.port, how.path)}`
        : "";
  return from.kind === "pod"
    ? `kubectl exec -n ${from.namespace} ${from.pod} -c ${from.container} -- ${command}`
    : command;
}
