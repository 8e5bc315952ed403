import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";
import { writeInOneStep } from "../../components/checks/result-files.ts";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { projectDirectory } from "../commands/project.ts";
import { renderJunit } from "./junit.ts";
import type { StackResult } from "./read-results.ts";

/**
 * Writes `results.json` and `junit.xml` into a stack's folder; @returns their paths, relative to the project's folder.
 * @param since ISO 8601, beginning of the newest update if that failed: results that are older are of an earlier one
 */
export function publishResults(
  stack: string,
  scenario: string,
  results: readonly StackResult[],
  since?: string,
): string[] {
  const directory = stackDirectory(projectDirectory, stack);
  const all = { scenario, stack, at: new Date().toISOString(), ...(since === undefined ? {} : { since }), results };
  const json = resultFiles.json(directory);
  const junit = resultFiles.junit(directory);
  writeInOneStep(json, `${JSON.stringify(all, null, 2)}\n`);
  writeInOneStep(junit, renderJunit(scenario, results));
  return [json, junit].map((file) => relative(projectDirectory, file));
}

const published = z.object({ since: z.iso.datetime().optional() });

/** `since` of what was published last; undefined where there is none, for it only marks what stands elsewhere. */
export function publishedSince(stack: string): string | undefined {
  try {
    const text = readFileSync(resultFiles.json(stackDirectory(projectDirectory, stack)), "utf8");
    return published.parse(JSON.parse(text)).since;
  } catch {
    return undefined;
  }
}
