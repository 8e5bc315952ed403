import { interfaceOf, type InstanceFacts } from "../virtual-machine-instance.ts";
import type { ExperimentPlan } from "./experiment-plan.ts";
import { type Lab, waitIn, waitOrTake } from "./lab.ts";

/** The instance once it runs and has addresses. */
export function runningInstance({ moved, interface: name }: ExperimentPlan, lab: Lab): Promise<InstanceFacts> {
  return waitIn<InstanceFacts>(
    lab,
    `virtual machine ${moved.namespace}/${moved.vm} to run`,
    lab.limits.ready,
    async () => {
      const facts = await lab.access.virtualMachineInstance(moved.namespace, moved.vm);
      const problem = unready(facts, name);
      return problem === undefined ? { met: facts } : { seen: problem };
    },
  );
}

/** The instance after its migration; after one that succeeded it takes a moment until its status tells all of the new place. */
export function settledInstance(
  { moved, interface: name }: ExperimentPlan,
  before: InstanceFacts,
  succeeded: boolean,
  lab: Lab,
): Promise<InstanceFacts> {
  let last: InstanceFacts | undefined;
  return waitOrTake<InstanceFacts>(
    lab,
    `the status of virtual machine ${moved.namespace}/${moved.vm}`,
    lab.limits.recovery,
    async () => {
      last = await lab.access.virtualMachineInstance(moved.namespace, moved.vm);
      const problem =
        unready(last, name) ?? (last.node === before.node ? `still on ${last.node ?? "no node"}` : undefined);
      return problem === undefined || !succeeded ? { met: last } : { seen: problem };
    },
    () => last,
  );
}

function unready(facts: InstanceFacts, name: string): string | undefined {
  const found = interfaceOf(facts, name);
  if (facts.phase !== "Running") return facts.phase;
  if ("problem" in found) return found.problem;
  if (found.addresses.length === 0) return `no address on interface ${name}`;
  return facts.pod === undefined ? `no active pod on ${facts.node ?? "no node"}` : undefined;
}
