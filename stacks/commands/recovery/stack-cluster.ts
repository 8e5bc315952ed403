import { existsSync } from "node:fs";
import { kubeconfigFile, stackDirectory } from "../../../components/clusters/stack-files.ts";
import type { ApiAccess } from "../../../components/kubernetes-api/client.ts";
import { probeApi } from "../../../components/kubernetes-api/readiness.ts";
import { labOfStack } from "../../results/lab-of-stack.ts";
import { projectDirectory } from "../project.ts";
import type { Pulumi } from "../pulumi.ts";
import { heldAdvice, heldObjects } from "./held-objects.ts";
import type { PendingOperation } from "./pending-operations.ts";
import { removePendingObjects } from "./remove-pending-objects.ts";
import { stackObjects } from "./stack-objects.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A line for each object of the stack that was deleted and is still there, with what holds it, and what to do. Never throws: it explains a failure. */
export async function stillHeld(pulumi: Pulumi, stack: string): Promise<string[]> {
  try {
    const { access } = await clusterOf(stack);
    // With patience: a machine that is busy enough for a deletion to fail answers late.
    if (!existsSync(access.kubeconfig) || !("version" in (await probeApi(access, 30)))) return [];
    const { status, stdout } = await pulumi.ask(["stack", "export", "--stack", stack]);
    const held = status === 0 ? await heldObjects(access, stackObjects(stdout)) : [];
    return held.length === 0 ? [] : [...held, heldAdvice(access)];
  } catch {
    return [];
  }
}

/** Before an update or a destroy: what an interrupted one may have made, and Pulumi does not know of, is removed from a cluster that stays. */
export async function undoPendingCreations(stack: string, pending: readonly PendingOperation[]): Promise<void> {
  if (pending.length === 0) return;
  const { stays, access } = await clusterOf(stack);
  if (stays) await removePendingObjects(pending, { access, stack, say });
}

async function clusterOf(stack: string): Promise<{ stays: boolean; access: ApiAccess }> {
  const { cluster } = (await labOfStack(stack)).settings;
  if (cluster.kind === "existing")
    return { stays: true, access: { kubeconfig: cluster.kubeconfig, context: cluster.context } };
  return { stays: false, access: { kubeconfig: kubeconfigFile(stackDirectory(projectDirectory, stack)) } };
}
