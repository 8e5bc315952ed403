import type { CheckResult } from "../../components/checks/verdict.ts";
import type { Pulumi } from "./pulumi.ts";

/** The results of a stack's checks, as its last update left them; none if the update did not come that far. */
export async function readVerdicts(pulumi: Pulumi, stack: string): Promise<CheckResult[]> {
  const outputs = await pulumi.ask(["stack", "output", "--json", "--stack", stack]);
  if (outputs.status !== 0) return [];
  return (JSON.parse(outputs.stdout) as { checks?: CheckResult[] }).checks ?? [];
}

/** A line a check: id, verdict, title, and what was observed unless it passed. */
export function renderVerdicts(results: readonly CheckResult[]): string {
  const width = Math.max(0, ...results.map((result) => result.id.length));
  return results
    .map(({ id, verdict, title, observed }) =>
      [
        `  ${id.padEnd(width)}  ${verdict.padEnd("not run".length)}  ${title}`,
        ...(verdict === "passed" ? [] : [`(${observed})`]),
      ].join(" "),
    )
    .join("\n");
}

/** `2 passed, 0 failed, 0 not run`. */
export function countVerdicts(results: readonly CheckResult[]): string {
  return (["passed", "failed", "not run"] as const)
    .map((verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`)
    .join(", ");
}
