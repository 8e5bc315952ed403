import { relative } from "node:path";
import { writeInOneStep } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { projectDirectory } from "../commands/project.ts";
import { renderJunit } from "./junit.ts";
import type { StackResult } from "./read-results.ts";

/** Writes `results.json` and `junit.xml` into a stack's folder; @returns their paths, relative to the project's folder. */
export function publishResults(stack: string, scenario: string, results: readonly StackResult[]): string[] {
  const directory = stackDirectory(projectDirectory, stack);
  const all = { scenario, stack, at: new Date().toISOString(), results };
  const json = resultFiles.json(directory);
  const junit = resultFiles.junit(directory);
  writeInOneStep(json, `${JSON.stringify(all, null, 2)}\n`);
  writeInOneStep(junit, renderJunit(scenario, results));
  return [json, junit].map((file) => relative(projectDirectory, file));
}
