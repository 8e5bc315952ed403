import { describeCheck } from "../../components/checks/describe.ts";
import type { Scenario } from "../scenario.ts";
import { checksOf } from "../steps.ts";
import { markdownTable } from "./block.ts";

type Told = Pick<Scenario, "steps" | "checks">;

/** A scenario's steps, numbered as `lab:step` takes them. */
export function stepsBlock({ steps, checks }: Told): string {
  const rows = steps.map((step, i) => [
    String(i + 1),
    `\`${step.name}\``,
    step.explanation,
    checksOf(checks, [step])
      .map(({ id }) => id)
      .join(", "),
  ]);
  return markdownTable(["step", "name", "what it adds", "checks"], rows);
}

/** A scenario's checks as plan and report describe them. */
export function checksBlock({ checks }: Pick<Scenario, "checks">): string {
  const rows = checks.map((check) => {
    const { id, title, from, to, how, expected } = describeCheck(check);
    const until = check.until === undefined ? "" : `, until step \`${check.until}\``;
    return [id, title, `${from} → ${to}`, how, `${expected}${until}`];
  });
  return markdownTable(["check", "what it shows", "from → to", "how", "expected"], rows);
}
