import type { Check } from "../check.ts";
import { describeCheck } from "../describe.ts";
import { describeObservation, type Observation } from "../observation.ts";
import { type CheckResult, judge } from "../verdict.ts";
import { type Findings, runExperiment } from "./experiment.ts";
import { type ExperimentPlan, planExperiment, streamKey } from "./experiment-plan.ts";
import type { Lab } from "./lab.ts";
import type { Interval } from "./iperf3-output.ts";

/** Performs the checks of one experiment together. */
export async function performExperiment(checks: readonly Check[], lab: Lab): Promise<CheckResult[]> {
  const start = Date.now();
  const plan = planExperiment(checks);
  const findings: Findings =
    "problem" in plan
      ? { streaming: new Map(), lasting: new Map(), stopped: plan.problem }
      : await runExperiment(plan, lab);
  const seconds = Math.round((Date.now() - start) / 100) / 10;
  return checks.map((check) => {
    const { seen, intervals } = part(check, findings);
    lab.watcher?.judged(check, seen);
    return {
      ...describeCheck(check),
      observed: describeObservation(seen),
      verdict: judge(check.expect, seen),
      attempts: seen.kind === "no probe" ? 0 : 1,
      seconds,
      repeat: "problem" in plan ? "" : byHand(check, plan),
      ...(seen.kind === "connection" && intervals ? { details: details(seen, intervals) } : {}),
    };
  });
}

/** What was seen of a check's part. */
function part(check: Check, findings: Findings): { seen: Observation; intervals?: readonly Interval[] } {
  const { how, expect, family } = check;
  const key = how.kind === "iperf3" ? streamKey({ port: how.port, family }) : "";
  const missing: Observation = {
    kind: "no probe",
    reason: findings.stopped ?? `there is no ${expect.kind} in this experiment`,
  };
  switch (expect.kind) {
    case "streams":
      return { seen: findings.streaming.get(key) ?? missing };
    case "survives":
      return findings.lasting.get(key) ?? { seen: missing };
    case "moves":
      return { seen: findings.migration ?? missing };
    case "keeps-addresses":
      return { seen: findings.identity ?? missing };
    default:
      return { seen: missing };
  }
}

function byHand({ how, expect }: Check, { moved }: ExperimentPlan): string {
  if (expect.kind === "moves") return `virtctl migrate -n ${moved.namespace} ${moved.vm}`;
  if (how.kind === "iperf3") return `iperf3 -c <address of ${moved.namespace}/${moved.vm}> -p ${how.port} -t 3600`;
  return `kubectl get vmi -n ${moved.namespace} ${moved.vm} -o yaml`;
}

function details(
  { before, after }: Extract<Observation, { kind: "connection" }>,
  intervals: readonly Interval[],
): NonNullable<CheckResult["details"]> {
  return {
    bitsPerSecondBefore: before.bitsPerSecond,
    ...(after
      ? {
          bitsPerSecondAfter: after.bitsPerSecond,
          outageSeconds: after.outage,
          quietIntervals: after.quietIntervals,
          retransmits: after.retransmits,
        }
      : {}),
    bitsPerSecond: intervals.map(({ bitsPerSecond }) => bitsPerSecond),
  };
}
