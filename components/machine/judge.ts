import type { MachineFacts } from "./facts.ts";
import type { MachineFinding } from "./finding.ts";
import { judgeEngine } from "./judge-engine.ts";
import { judgeKernel } from "./judge-kernel.ts";
import { judgeNetwork } from "./judge-network.ts";
import { judgeRoom } from "./judge-room.ts";
import type { MachineNeeds } from "./needs.ts";

/** What the facts of a machine mean for a scenario on a kind cluster, the good findings too. What is not known is left out, mostly. */
export function judgeMachine(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  return [judgeEngine, judgeKernel, judgeRoom, judgeNetwork].flatMap((judge) => judge(facts, needs));
}
