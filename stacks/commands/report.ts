import { writeReport } from "../report/write-report.ts";
import { readArguments, requireNothingElse } from "./arguments.ts";
import { shownLab } from "./shown-lab.ts";

/** `npm run report`: the results of a stack as one HTML file, or, without any and with `--plan`, what is expected. */
export async function report(words: readonly string[]): Promise<number> {
  const args = readArguments(words.filter((word) => word !== "--plan"));
  requireNothingElse("report", args);
  const { lab, known, planned } = await shownLab(args, words.includes("--plan"));
  const written = await writeReport(lab, known);
  if (planned) process.stderr.write(`${planned}: the report's arrows show what is expected.\n`);
  process.stdout.write(`${written}\n`);
  return 0;
}
