import type { EngineAnswer } from "../clusters/container-engine.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { MachineFacts } from "./facts.ts";
import type { MachineFinding, OtherFinding } from "./finding.ts";
import { judgeMachine } from "./judge.ts";
import type { MachineNeeds } from "./needs.ts";
import { readFacts } from "./read-facts.ts";

export interface Preflight {
  /** Whose settings are to be changed. */
  readonly stack: string;
  readonly needs: MachineNeeds;
  /** `warn`: a problem is told like a warning, and does not stop anything. */
  readonly mode: "enforce" | "warn";
  /** Called with each warning, a line. */
  readonly warn: (line: string) => void;
  /** Default: reads them of this machine. */
  readonly read?: (engine: EngineAnswer) => Promise<MachineFacts>;
}

/**
 * Looks whether this machine can run the scenario on a kind cluster.
 * @throws SettingsError with every problem and what mends it, unless the mode is `warn`
 */
export async function requireGoodMachine(engine: EngineAnswer, preflight: Preflight): Promise<void> {
  const { stack, needs, mode, warn, read } = preflight;
  const findings = judgeMachine(await (read?.(engine) ?? readFacts({ engine })), needs);
  const problems = findings.filter(isOf("problem"));
  for (const finding of [...findings.filter(isOf("warning")), ...(mode === "warn" ? problems : [])])
    warn(lineOf(finding));
  if (problems.length === 0 || mode === "warn") return;
  throw new SettingsError([
    `this machine cannot run scenario ${needs.scenario} on a kind cluster:`,
    ...problems.map(lineOf),
    `Nothing was made. npm run doctor tells more. Without packets it runs anywhere: pulumi config set lab:cluster simulated --stack ${stack}`,
    `To go on all the same: pulumi config set lab:preflight warn --stack ${stack}`,
  ]);
}

/** A finding as one line: what, why, and the command that mends it. */
export function lineOf({ what, found, why, mend }: OtherFinding): string {
  return `${what}: ${found}. ${why} Mend it: ${mend}`;
}

function isOf(level: OtherFinding["level"]) {
  return (finding: MachineFinding): finding is OtherFinding => finding.level === level;
}
