import type { LabOfStack } from "../results/lab-of-stack.ts";

/**
 * Environment for the destruction of a stack. Pulumi writes the whole state twice for each resource that goes, so the time grows with
 * the square of their number. Without that it writes the state at the end alone, also at the end of one that failed or was interrupted.
 * Only if Pulumi itself is killed, the state still has everything. That does no harm where everything goes with the cluster: the next
 * destroy finds it gone, and the next up makes it anew, or finds its objects untouched. It would where things on this machine go one by
 * one, and on a cluster that stays.
 * @param lab undefined: nobody can tell what the stack consists of
 */
export function destroyVariables(lab: Pick<LabOfStack, "settings" | "scenario"> | undefined): NodeJS.ProcessEnv {
  return lab && goesWithCluster(lab) ? { PULUMI_SKIP_CHECKPOINTS: "true" } : {};
}

/** Whether nothing of a lab outlives its cluster. */
export function goesWithCluster({ settings, scenario }: Pick<LabOfStack, "settings" | "scenario">): boolean {
  return settings.cluster.kind !== "existing" && scenario.requireMachine === undefined;
}
