import { stackDirectory } from "../clusters/stack-files.ts";
import type { Settings } from "../settings/settings.ts";

/** The machine that runs the program, as far as a stack makes something on it beside its cluster. */
export interface Machine {
  readonly stack: string;
  /** Folder of the stack's own files, relative to the project's folder. */
  readonly directory: string;
  readonly containerEngine: "auto" | "docker" | "podman";
}

export function machineOf({ stack, cluster }: Pick<Settings, "stack" | "cluster">): Machine {
  return {
    stack,
    directory: stackDirectory("", stack),
    containerEngine: cluster.kind === "kind" ? cluster.containerEngine : "auto",
  };
}
