import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder for what belongs to one stack on this machine. It goes away with the stack. */
export function stackDirectory(projectDirectory: string, stack: string): string {
  return join(projectDirectory, ".stacks", stack);
}

/** Whose folder it is, as messages name it in the commands that they tell. */
export function stackOf(directory: string): string {
  return basename(directory);
}

export function kubeconfigFile(directory: string): string {
  return join(directory, "kubeconfig");
}

/** Where the stack's program does the work of Commands, relative to the project's folder. */
export function commandSocket(stack: string): string {
  return join(stackDirectory("", stack), "commands.sock");
}

/** What a cluster's life leaves in a stack's folder: results of checks, times of updates, the list of images. */
export const resultFiles = {
  /** A file a check, written by the check's own process. */
  folder: (directory: string): string => join(directory, "results"),
  /** All results in the scenario's order. */
  json: (directory: string): string => join(directory, "results.json"),
  junit: (directory: string): string => join(directory, "junit.xml"),
  report: (directory: string): string => join(directory, "report.html"),
  diagram: (directory: string): string => join(directory, "diagram.svg"),
  /** The images that its nodes were to have before anything asked for them. */
  images: (directory: string): string => join(directory, "images.json"),
  bundles: (directory: string): string => join(directory, "bundles"),
  /** The engine's event log, while an update is going on. */
  events: (directory: string): string => join(directory, "events.log"),
  /** When each step of the last update began and ended. */
  timeline: (directory: string): string => join(directory, "timeline.json"),
} as const;

/** Removes those: they are about a cluster that is gone. */
export function removeResultFiles(directory: string): void {
  for (const path of Object.values(resultFiles)) rmSync(path(directory), { recursive: true, force: true });
}

/** Removes a report and a picture, and the folder if nothing else is in it. */
export function removeReport(directory: string): void {
  for (const file of [resultFiles.report(directory), resultFiles.diagram(directory)]) rmSync(file, { force: true });
  if (existsSync(directory) && readdirSync(directory).length === 0) rmSync(directory, { recursive: true });
}
