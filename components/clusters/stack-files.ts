import { join } from "node:path";

/** The folder for what belongs to one stack on this machine. It goes away with the stack. */
export function stackDirectory(projectDirectory: string, stack: string): string {
  return join(projectDirectory, ".stacks", stack);
}

export function kubeconfigFile(directory: string): string {
  return join(directory, "kubeconfig");
}
