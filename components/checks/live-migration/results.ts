import { wanted } from "../address-family.ts";
import type { Check } from "../check.ts";
import { describeCheck } from "../describe.ts";
import { describeObservation, type Observation } from "../observation.ts";
import { type CheckResult, judge } from "../verdict.ts";
import { connectionDetails } from "./connection-details.ts";
import { type Findings, noData, runExperiment } from "./experiment.ts";
import { type ExperimentPlan, planExperiment, streamKey } from "./experiment-plan.ts";
import type { Lab } from "./lab.ts";
import { migrationDetails } from "./migration-details.ts";
import { intervalSeconds } from "./stream.ts";
import type { LastingConnection } from "./stream-phases.ts";

/** Performs the checks of one experiment together. */
export async function performExperiment(checks: readonly Check[], lab: Lab): Promise<CheckResult[]> {
  const start = Date.now();
  const plan = planExperiment(checks);
  const findings: Findings =
    "problem" in plan
      ? { streaming: new Map(), lasting: new Map(), requests: 0, stopped: plan.problem }
      : await runExperiment(plan, lab);
  const seconds = Math.round((Date.now() - start) / 100) / 10;
  return checks.map((check) => {
    const { seen, attempts, details } = part(check, findings);
    lab.watcher?.judged(check, seen);
    return {
      ...describeCheck(check),
      observed: describeObservation(seen),
      verdict: judge(check.expect, seen),
      attempts,
      seconds,
      repeat: "problem" in plan ? "" : byHand(check, plan),
      ...(details && Object.keys(details).length > 0 ? { details } : {}),
    };
  });
}

/** What was seen and measured of a check's part, and how often it was tried. */
function part(check: Check, findings: Findings): Pick<CheckResult, "attempts" | "details"> & { seen: Observation } {
  const { how, expect, family } = check;
  const key = how.kind === "iperf3" ? streamKey({ port: how.port, family }) : "";
  const missing: Observation = {
    kind: "no probe",
    reason: findings.stopped ?? (how.kind === "iperf3" ? noData : `there is no ${expect.kind} in this experiment`),
  };
  switch (expect.kind) {
    case "streams":
      return findings.streaming.get(key) ?? { seen: missing, attempts: 0 };
    case "survives":
      return lasting(findings.lasting.get(key)) ?? { seen: missing, attempts: 0 };
    case "moves":
      return {
        seen: findings.migration ?? missing,
        attempts: findings.requests,
        ...(findings.status ? { details: migrationDetails(findings.status) } : {}),
      };
    case "keeps-addresses":
      return findings.identity ? { seen: findings.identity, attempts: 1 } : { seen: missing, attempts: 0 };
    default:
      return { seen: missing, attempts: 0 };
  }
}

function lasting(found: LastingConnection | undefined) {
  if (!found) return undefined;
  const { seen, intervals, times } = found;
  const details = seen.kind === "connection" ? { details: connectionDetails(seen, intervals, times) } : {};
  return { seen, attempts: 1, ...details };
}

function byHand({ how, expect, family }: Check, { moved }: ExperimentPlan): string {
  if (expect.kind === "moves") return `virtctl migrate -n ${moved.namespace} ${moved.vm}`;
  if (how.kind === "iperf3")
    return `iperf3 -c <${wanted(family)} of ${moved.namespace}/${moved.vm}> -p ${how.port} -i ${intervalSeconds} -t 3600`;
  return `kubectl get vmi -n ${moved.namespace} ${moved.vm} -o yaml`;
}
