import type { StackResult } from "../results/read-results.ts";
import type { CheckResult, Verdict } from "../../components/checks/verdict.ts";
import type { Pulumi } from "./pulumi.ts";

/** The results of a stack's checks, as its last update left them; none if the update did not come that far. */
export async function readVerdicts(pulumi: Pulumi, stack: string): Promise<CheckResult[]> {
  const outputs = await pulumi.ask(["stack", "output", "--json", "--stack", stack]);
  if (outputs.status !== 0) return [];
  return (JSON.parse(outputs.stdout) as { checks?: CheckResult[] }).checks ?? [];
}

export interface TableOptions {
  /** Whether verdicts are in colour. Default: no. */
  readonly colour?: boolean;
  /** ISO 8601: results that are older are marked. */
  readonly since?: string;
}

/** Whether a stream shows colours: a terminal, and the user has not said no by `NO_COLOR` (no-color.org). */
export function showsColour(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !environment["NO_COLOR"];
}

const colours = { passed: 32, failed: 31, "not run": 33 } as const;

function painted(verdict: Verdict, colour: boolean): string {
  const word = verdict.padEnd("not run".length);
  return colour ? `\u001b[${colours[verdict]}m${word}\u001b[0m` : word;
}

/** What was observed is the word of others: it may not steer the terminal. */
function plainText(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

/** A line a check: id, verdict, title, and what was observed unless it passed; another below it where there is a bundle. */
export function renderVerdicts(results: readonly StackResult[], { colour = false, since }: TableOptions = {}): string {
  const width = Math.max(0, ...results.map((result) => result.id.length));
  return results
    .flatMap(({ id, verdict, title, observed, at, bundle, causes }) => [
      [
        `  ${id.padEnd(width)}  ${painted(verdict, colour)}  ${title}`,
        ...(verdict === "passed" ? [] : [`(${plainText(observed)})`]),
        ...(since !== undefined && at !== undefined && at < since ? ["[of an earlier update]"] : []),
      ].join(" "),
      ...(bundle === undefined ? [] : [`  ${" ".repeat(width)}  ${plainText(whereToLook(bundle, causes))}`]),
    ])
    .join("\n");
}

/** The file to begin with, and the likeliest cause without the command that confirms it. */
function whereToLook(bundle: string, [first]: readonly string[] = []): string {
  const likeliest = first?.split(" -> ")[0];
  return `see ${bundle}/README.txt${likeliest ? `; likeliest: ${likeliest}` : ""}`;
}

/** `2 passed, 0 failed, 0 not run`. */
export function countVerdicts(results: readonly CheckResult[]): string {
  return (["passed", "failed", "not run"] as const)
    .map((verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`)
    .join(", ");
}
