import type { Fault, FaultResult } from "../../test/support/faults/fault.ts";
import { blockOf, withBlock } from "../pages/block.ts";

const block = { name: "faults", writer: "npm run test:faults" } as const;

/** What the last column says of a fault that was tried. */
export function describeResult(result: FaultResult, date: string): string {
  const { passed, failed, missing, killPoints } = result;
  if (failed > 0) return `**failed** on ${date}: ${failed} of ${passed + failed} tests`;
  if (missing.length > 0) return `not run on ${date}: ${missing.map(({ title }) => title.trim()).join("; ")}`;
  const tests = counted(passed, "test");
  if (result.fault.badInputs) return `survived on ${date}: ${counted(passed, "bad input")}`;
  return `survived on ${date}: ${tests}${killPoints > 0 ? `, ${counted(killPoints, "kill point")}` : ""}`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** The table of faults as Markdown, with what its last column says of each. */
export function renderFaults(rows: readonly (readonly [Fault, string])[]): string {
  const lines = rows.map(([{ fault, happens, proofs }, result]) => {
    const files = [...new Set(proofs.map(({ file }) => `\`${file}\``))].join(", ");
    return `| ${fault} | ${happens} | ${files} | ${result} |`;
  });
  return ["| fault | what happens | tested in `test/` | last run |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

/** The rows of the page's table, each by its cells, without the head. @throws Error if the page has no place for the table */
export function faultRows(page: string): string[][] {
  return blockOf(page, block)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What the page's last column says of a fault; empty if it does not know it. */
export function lastResult(page: string, fault: Fault): string {
  return faultRows(page).find(([name]) => name === fault.fault)?.[3] ?? "";
}

/** The line below the table, by what its last column says of each fault. */
export function summary(results: readonly string[], leftBehind: number): string {
  const sum = (what: RegExp): number =>
    results
      .filter((result) => result.startsWith("survived"))
      .reduce((all, one) => all + Number(what.exec(one)?.[1] ?? 0), 0);
  const survivals = results.filter((result) => result.startsWith("survived")).length;
  return `faults survived: ${survivals} of ${results.length}; kill points: ${sum(/(\d+) kill point/)}; bad inputs: ${sum(/(\d+) bad input/)}; left behind: ${leftBehind}`;
}

/** The page with another table and the run's last line below it. @throws Error if the page has no place for them */
export function withFaults(page: string, table: string, summary: string): string {
  return withBlock(page, block, `${table}\n\n\`\`\`text\n${summary}\n\`\`\``);
}
