import type { LabOfStack } from "../results/lab-of-stack.ts";
import type { LabResults } from "./lab-diagram.ts";

/**
 * Writes the report for commands whose work is done when the results are written: one that cannot be made is told of and left out.
 * What makes it is loaded only now, for most commands need none.
 * @returns its path, relative to the project's folder
 */
export async function publishReport(
  lab: LabOfStack,
  options: LabResults,
  say = (line: string): void => void process.stderr.write(`${line}\n`),
): Promise<string[]> {
  try {
    const { writeReport } = await import("./write-report.ts");
    return [await writeReport(lab, options)];
  } catch (error) {
    say(`The report was not made: ${(error as Error).message}`);
    return [];
  }
}
