/**
 * The process behind a cluster's Command: `main.ts create` makes the cluster that `CLUSTER_REQUEST` describes, or brings
 * it to that state, and prints its kubeconfig; `main.ts delete` removes it. Progress goes to standard error.
 */
import { readFileSync, rmdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { kubeconfigFile, removeResultFiles } from "../stack-files.ts";
import { createKind, deleteKind } from "./kind.ts";
import { removeProviderCopies } from "./provider-copies.ts";
import { readClusterRequest } from "./request.ts";
import { createSimulated, deleteSimulated } from "./simulated.ts";

const actions = {
  kind: { create: createKind, delete: deleteKind },
  simulated: { create: createSimulated, delete: deleteSimulated },
};

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const action = process.argv[2];
try {
  if (action !== "create" && action !== "delete") throw new Error(`unknown action ${String(action)}: create or delete`);
  const request = readClusterRequest(process.env);
  // The cluster's kubeconfig goes with it.
  if (action === "delete") removeProviderCopies(kubeconfigFile(request.directory));
  await actions[request.kind][action](request, say);
  if (action === "create") process.stdout.write(readFileSync(kubeconfigFile(request.directory), "utf8"));
  else {
    removeResultFiles(request.directory);
    removeIfEmpty(request.directory);
    // The folder of all stacks: it comes with the first of them.
    const parent = dirname(resolve(request.directory));
    if (basename(parent) === ".stacks") removeIfEmpty(parent);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Other files of the stack are still in it, or it is gone.
  }
}
