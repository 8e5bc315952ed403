import { TimeoutError, waitFor } from "../wait.ts";
import { type Check, describeExpectation, describeSource, describeTarget } from "./check.ts";
import { type CommandOutcome, curlCommand, readCurlOutcome } from "./http-probe.ts";
import { secondaryAddress } from "./network-status.ts";
import { type CheckResult, describeObservation, meets, type Observation } from "./verdict.ts";

/** What a check needs of a cluster. */
export interface CheckAccess {
  /** Annotations of a pod; rejects if there is no such pod. */
  podAnnotations(namespace: string, pod: string): Promise<Readonly<Record<string, string>>>;
  exec(source: Check["from"], command: readonly string[]): Promise<CommandOutcome>;
}

export interface CheckLimits {
  /** Seconds until an expectation that is not met is a failure. Secondary networks have been seen to carry nothing for 16 s after their pods were Ready. */
  readonly timeout: number;
  /** Seconds between attempts. */
  readonly interval: number;
}

export const defaultLimits: CheckLimits = { timeout: 90, interval: 2 };

/**
 * Performs a check: attempts until the expectation is met or the time is over.
 * A probe that never worked gives `not run`, with the reason; a target that was tried and not reached gives `failed`.
 */
export async function performCheck(
  check: Check,
  access: CheckAccess,
  limits: CheckLimits = defaultLimits,
  say?: (line: string) => void,
): Promise<CheckResult> {
  const start = Date.now();
  let attempts = 0;
  let seen = { kind: "no probe", reason: "no attempt" } as Observation;
  let repeat = "";
  const what = `${check.id}, ${check.title}`;
  const met = await waitFor({ what, ...limits, ...(say ? { say } : {}) }, async () => {
    attempts++;
    const attempt = await probe(check, access);
    // A target that was tried once has been judged; a probe that does not work later takes nothing back.
    if (attempt.seen.kind !== "no probe" || seen.kind === "no probe") ({ seen, repeat } = attempt);
    return meets(check.expect, attempt.seen) ? { met: true } : { seen: describeObservation(attempt.seen) };
  }).catch((error: unknown) => {
    if (error instanceof TimeoutError) return false;
    throw error;
  });
  return {
    ...about(check),
    observed: describeObservation(seen),
    verdict: met ? "passed" : seen.kind === "no probe" ? "not run" : "failed",
    attempts,
    seconds: Math.round((Date.now() - start) / 100) / 10,
    repeat,
  };
}

/** The result of a check that was not even tried. */
export function notRun(check: Check, reason: string): CheckResult {
  return { ...about(check), observed: reason, verdict: "not run", attempts: 0, seconds: 0, repeat: "" };
}

function about(check: Check): Pick<CheckResult, "id" | "title" | "step" | "from" | "to" | "expected"> {
  return {
    id: check.id,
    title: check.title,
    step: check.step,
    from: describeSource(check.from),
    to: describeTarget(check.to, check.how),
    expected: describeExpectation(check.expect),
  };
}

async function probe(check: Check, access: CheckAccess): Promise<{ seen: Observation; repeat: string }> {
  try {
    const annotations = await access.podAnnotations(check.to.namespace, check.to.pod);
    const target = secondaryAddress(annotations["k8s.v1.cni.cncf.io/network-status"], check.to.network);
    if ("problem" in target)
      return {
        seen: { kind: "no probe", reason: `${check.to.namespace}/${check.to.pod}: ${target.problem}` },
        repeat: "",
      };
    const command = curlCommand(check.how, target.address);
    return { seen: readCurlOutcome(await access.exec(check.from, command)), repeat: byHand(check, command) };
  } catch (error) {
    return { seen: { kind: "no probe", reason: error instanceof Error ? error.message : String(error) }, repeat: "" };
  }
}

function byHand(check: Check, command: readonly string[]): string {
  const { namespace, pod, container } = check.from;
  const target = command.at(-1) ?? "";
  return `kubectl exec -n ${namespace} ${pod} -c ${container} -- curl -s --connect-timeout 3 ${target}`;
}
