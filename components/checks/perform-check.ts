import { TimeoutError, waitFor } from "../wait.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { AttemptWatcher } from "./attempt-watcher.ts";
import type { Check, PodSource } from "./check.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { describeCheck } from "./describe.ts";
import type { DnsQuestion } from "./dns-probe.ts";
import type { HostProbeOptions } from "./host-probe.ts";
import type { ExecInGuest } from "./live-migration/stream.ts";
import { describeObservation, type Observation } from "./observation.ts";
import type { Directory } from "./targets.ts";
import { type CheckResult, judge } from "./verdict.ts";

/** What a check needs of a cluster and of this machine. */
export interface CheckAccess extends Directory {
  exec(source: PodSource, command: readonly string[]): Promise<CommandOutcome>;
  readonly execInGuest: ExecInGuest;
  getFromHost(url: string, options: HostProbeOptions): Promise<Observation>;
  connectFromHost(host: string, port: number, options: HostProbeOptions): Promise<Observation>;
  queryFromHost(host: string, port: number, query: string): Promise<Observation>;
  resolveFromHost(question: DnsQuestion): Promise<Observation>;
  /** Names of the policies in some namespaces, those of the cluster included: `red/NetworkPolicy/name`. */
  policies(namespaces: readonly string[]): Promise<readonly string[]>;
}

export interface CheckLimits {
  /**
   * Seconds until an expectation that is not met is a failure, from the first probe on that worked. Secondary networks have been seen to
   * carry nothing for 16 s after their pods were Ready.
   */
  readonly timeout: number;
  /** Seconds until a probe has to work at all; default: as long. */
  readonly ready?: number;
  /** Seconds between attempts. */
  readonly interval: number;
}

export const defaultLimits: CheckLimits = { timeout: 90, interval: 2 };

/** A guest that runs may still be booting, and its first boot may install packages; a container that is added needs its image. */
export function limitsOf({ from }: Check, timeout = defaultLimits.timeout): CheckLimits {
  const limits = { ...defaultLimits, timeout };
  if (from.kind === "guest") return { ...limits, ready: 600 };
  return from.kind === "pod" && from.added !== undefined ? { ...limits, ready: 300 } : limits;
}

export interface PerformOptions {
  readonly twin?: Check | undefined;
  /** Instead of those of {@link limitsOf}, for the twin too. */
  readonly limits?: CheckLimits;
  /** Seconds until an expectation that is not met is a failure. */
  readonly timeout?: number;
  /** Performs the twin; default: this same function. For runs in which several checks have one twin. */
  readonly performTwin?: (twin: Check) => Promise<CheckResult>;
  readonly say?: (line: string) => void;
  readonly watcher?: AttemptWatcher;
  /** Ends the attempts early. */
  readonly signal?: AbortSignal;
}

/**
 * Performs a check: attempts until the expectation is met or the time is over.
 * A probe that never worked gives `not run`, with the reason. That a target is not reached proves nothing as long as its
 * twin does not pass, so the twin comes first, and `not run` is the verdict if it does not.
 */
export async function performCheck(
  check: Check,
  access: CheckAccess,
  options: PerformOptions = {},
): Promise<CheckResult> {
  const { twin, say, signal } = options;
  const limits = options.limits ?? limitsOf(check, options.timeout);
  if (check.expect.kind === "blocked") {
    if (!twin) return notRun(check, `the twin check ${check.expect.twin} is not there`);
    const alone = (one: Check): Promise<CheckResult> => performCheck(one, access, { ...options, twin: undefined });
    const first = await (options.performTwin ?? alone)(twin);
    if (first.verdict !== "passed") return notRun(check, `its twin ${twin.id} did not pass: ${first.observed}`);
  }
  const start = Date.now();
  let worked: number | undefined;
  let attempts = 0;
  let last: Attempt = { seen: { kind: "no probe", reason: "no attempt" }, repeat: "" };
  const what = `${check.id}, ${check.title}`;
  const { timeout, ready = timeout, interval } = limits;
  const wait = { what, timeout: ready + timeout, interval, ...(say ? { say } : {}), ...(signal ? { signal } : {}) };
  await waitFor(wait, async () => {
    attempts++;
    const now = await attempt(check, access);
    options.watcher?.attempted(check, now.seen);
    if (now.seen.kind !== "no probe") worked ??= Date.now();
    // A target that was tried once has been judged; a probe that does not work later takes nothing back.
    if (now.seen.kind !== "no probe" || last.seen.kind === "no probe") last = now;
    const over = worked === undefined ? start + ready * 1000 : worked + timeout * 1000;
    return judge(check.expect, now.seen) === "passed" || Date.now() >= over
      ? { met: true }
      : { seen: describeObservation(now.seen) };
  }).catch((error: unknown) => {
    if (!(error instanceof TimeoutError)) throw error;
  });
  options.watcher?.judged(check, last.seen);
  return {
    ...describeCheck(check),
    observed: describeObservation(last.seen),
    verdict: judge(check.expect, last.seen),
    attempts,
    seconds: Math.round((Date.now() - start) / 100) / 10,
    repeat: last.repeat,
  };
}

/** The result of a check that was not even tried. */
export function notRun(check: Check, reason: string): CheckResult {
  return { ...describeCheck(check), observed: reason, verdict: "not run", attempts: 0, seconds: 0, repeat: "" };
}
