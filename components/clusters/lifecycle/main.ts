/**
 * The process behind a cluster's Command: `main.ts create` makes the cluster that `CLUSTER_REQUEST` describes, or brings
 * it to that state, and prints its kubeconfig; `main.ts delete` removes it, `main.ts delete-remains` what an interrupted making left. Progress goes to standard error.
 */
import { readFileSync, rmdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { endWithEngine } from "../../interruption/end-with-engine.ts";
import { keepFilesPrivate } from "../../private-files.ts";
import { whileAtWork } from "../at-work.ts";
import { readClusterRecord } from "../cluster-record.ts";
import { kubeconfigFile, removeResultFiles } from "../stack-files.ts";
import { createKind, deleteKind } from "./kind.ts";
import { removeProviderCopies } from "./provider-copies.ts";
import { type ClusterRequest, readClusterRequest } from "./request.ts";
import { createSimulated, deleteSimulated } from "./simulated.ts";

endWithEngine();
const actions = {
  kind: { create: createKind, delete: deleteKind },
  simulated: { create: createSimulated, delete: deleteSimulated },
};

keepFilesPrivate();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const action = process.argv[2];
try {
  if (action !== "create" && action !== "delete" && action !== "delete-remains")
    throw new Error(`unknown action ${String(action)}: create, delete or delete-remains`);
  const request = readClusterRequest(process.env);
  const { directory } = request;
  try {
    // Of kind's nodes alone others have to know whether they are still to come.
    const around = request.kind === "kind" ? whileAtWork : (_: string, work: () => Promise<void>) => work();
    await around(directory, async () => {
      // The cluster's kubeconfig goes with it.
      if (action !== "create") removeProviderCopies(kubeconfigFile(directory));
      if (action === "delete-remains") await deleteRemains(request);
      else await actions[request.kind][action](request, say);
    });
    if (action === "create") process.stdout.write(readFileSync(kubeconfigFile(directory), "utf8"));
    else removeResultFiles(directory);
  } finally {
    removeIfEmpty(directory);
    // The folder of all stacks: it comes with the first of them.
    const parent = dirname(resolve(directory));
    if (basename(parent) === ".stacks") removeIfEmpty(parent);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Removes the cluster that the stack's record still tells of. */
async function deleteRemains(request: ClusterRequest): Promise<void> {
  const record = readClusterRecord(request.directory);
  if (record) await actions[record.kind].delete({ ...request, name: record.name }, say);
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Other files of the stack are still in it, or it is gone.
  }
}
