import { TimeoutError, waitFor } from "../wait.ts";
import type { Check, PodSource } from "./check.ts";
import { describeExpectation, describeProbe, describeSource, describeTarget } from "./describe.ts";
import type { CommandOutcome } from "./http-probe.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { Directory } from "./targets.ts";
import { type CheckResult, describeObservation, judge, type Observation } from "./verdict.ts";

/** What a check needs of a cluster and of this machine. */
export interface CheckAccess extends Directory {
  exec(source: PodSource, command: readonly string[]): Promise<CommandOutcome>;
  getFromHost(url: string): Promise<Observation>;
  /** Names of the policies in some namespaces, those of the cluster included: `red/NetworkPolicy/name`. */
  policies(namespaces: readonly string[]): Promise<readonly string[]>;
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
 * A probe that never worked gives `not run`, with the reason. That a target is not reached proves nothing as long as its
 * twin does not pass, so the twin comes first, and `not run` is the verdict if it does not.
 */
export async function performCheck(
  check: Check,
  access: CheckAccess,
  options: { twin?: Check | undefined; limits?: CheckLimits; say?: (line: string) => void } = {},
): Promise<CheckResult> {
  const { twin, limits = defaultLimits, say } = options;
  if (check.expect.kind === "blocked") {
    if (!twin) return notRun(check, `the twin check ${check.expect.twin} is not there`);
    const first = await performCheck(twin, access, { limits, ...(say ? { say } : {}) });
    if (first.verdict !== "passed") return notRun(check, `its twin ${twin.id} did not pass: ${first.observed}`);
  }
  const start = Date.now();
  let attempts = 0;
  let last: Attempt = { seen: { kind: "no probe", reason: "no attempt" }, repeat: "" };
  const what = `${check.id}, ${check.title}`;
  await waitFor({ what, ...limits, ...(say ? { say } : {}) }, async () => {
    attempts++;
    const now = await attempt(check, access);
    // A target that was tried once has been judged; a probe that does not work later takes nothing back.
    if (now.seen.kind !== "no probe" || last.seen.kind === "no probe") last = now;
    return judge(check.expect, now.seen) === "passed" ? { met: true } : { seen: describeObservation(now.seen) };
  }).catch((error: unknown) => {
    if (!(error instanceof TimeoutError)) throw error;
  });
  return {
    ...about(check),
    observed: describeObservation(last.seen),
    verdict: judge(check.expect, last.seen),
    attempts,
    seconds: Math.round((Date.now() - start) / 100) / 10,
    repeat: last.repeat,
  };
}

/** The result of a check that was not even tried. */
export function notRun(check: Check, reason: string): CheckResult {
  return { ...about(check), observed: reason, verdict: "not run", attempts: 0, seconds: 0, repeat: "" };
}

function about(check: Check): Pick<CheckResult, "id" | "title" | "step" | "from" | "to" | "how" | "expected"> {
  return {
    id: check.id,
    title: check.title,
    step: check.step,
    from: describeSource(check.from),
    to: describeTarget(check.to),
    how: describeProbe(check.how),
    expected: describeExpectation(check.expect),
  };
}
