import type { Verdict } from "../../components/checks/verdict.ts";

/** A check under a mutation that was applied. */
export interface MutationRow {
  readonly scenario: string;
  readonly mutation: string;
  readonly check: string;
  readonly expected: Verdict;
  readonly verdict: Verdict;
  readonly detected: boolean;
}

/** A mutation, and the verdicts that have to tell it. */
export interface ListedMutation {
  readonly scenario: string;
  readonly name: string;
  readonly breaks: Readonly<Record<string, Verdict>>;
}

/** A mutation counts as detected when each check that it breaks had the verdict that it must have, and passed again without it. */
export function countDetected(listed: readonly ListedMutation[], rows: readonly MutationRow[]): number {
  return listed.filter((mutation) =>
    Object.keys(mutation.breaks).every((check) => rowOf(mutation, check, rows)?.detected === true),
  ).length;
}

/** The table check x mutation -> verdict: a line a mutation; what is not as it must be says so. */
export function renderMutations(listed: readonly ListedMutation[], rows: readonly MutationRow[]): string {
  const scenarios = [...new Set(listed.map(({ scenario }) => scenario))];
  return scenarios
    .map((scenario) => {
      const own = listed.filter((mutation) => mutation.scenario === scenario);
      return [`${scenario}:`, ...own.map((mutation) => `  ${mutation.name}\n    ${verdicts(mutation, rows)}`)].join(
        "\n",
      );
    })
    .join("\n\n");
}

function verdicts(mutation: ListedMutation, rows: readonly MutationRow[]): string {
  return Object.entries(mutation.breaks)
    .map(([check, expected]) => {
      const row = rowOf(mutation, check, rows);
      if (!row) return `${check}: MISSED, it was not tried`;
      if (row.detected) return `${check}: ${row.verdict}`;
      return row.verdict === expected
        ? `${check}: MISSED, ${row.verdict} but not passed again afterwards`
        : `${check}: MISSED, ${row.verdict} instead of ${expected}`;
    })
    .join(", ");
}

function rowOf(
  { scenario, name, breaks }: ListedMutation,
  check: string,
  rows: readonly MutationRow[],
): MutationRow | undefined {
  // Two mutations of one name break different checks.
  return rows.find(
    (row) =>
      row.scenario === scenario && row.mutation === name && row.check === check && row.expected === breaks[check],
  );
}
