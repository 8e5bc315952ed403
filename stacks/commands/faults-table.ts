import { type FaultResult, survived } from "../../test/support/faults/fault.ts";

const begin = "<!-- faults: written by npm run test:faults -->";
const end = "<!-- end of faults -->";

/** The table of faults as Markdown. Without results the last column is empty. */
export function renderFaults(results: readonly FaultResult[], { ran = true } = {}): string {
  const rows = results.map((result) => {
    const { fault, happens, proofs } = result.fault;
    const files = [...new Set(proofs.map(({ file }) => `\`${file}\``))].join(", ");
    return `| ${fault} | ${happens} | ${files} | ${ran ? outcome(result) : ""} |`;
  });
  return ["| fault | what happens | tested in `test/` | last run |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function outcome(result: FaultResult): string {
  const { passed, failed, missing } = result;
  if (survived(result)) return `survived, ${passed} ${passed === 1 ? "test" : "tests"}`;
  if (failed > 0) return `**failed**, ${failed} of ${passed + failed} tests`;
  return `not run: ${missing.map(({ title }) => title.trim()).join("; ")}`;
}

/** The page with another table and the run's last line below it. @throws Error if the page has no place for them */
export function withFaults(page: string, table: string, summary: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`the page has no place for the table, between ${begin} and ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n\`\`\`text\n${summary}\n\`\`\`\n\n${page.slice(to)}`;
}
