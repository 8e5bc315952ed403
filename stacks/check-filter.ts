import type { Check } from "../components/checks/check.ts";
import { expressionProblem } from "../components/settings/regular-expression.ts";
import { SettingsError } from "../components/settings/settings-error.ts";
import { shown } from "../components/settings/shown.ts";

/**
 * The checks whose id or title an expression matches, or with `!` before it, all others. An experiment is taken whole.
 * @param filter undefined: all checks
 * @param what what the expression is called in messages
 * @throws SettingsError that lists the checks if the expression is none or matches no check
 */
export function filteredChecks(
  checks: readonly Check[],
  filter: string | undefined,
  what = "lab:checks",
): readonly Check[] {
  if (filter === undefined) return checks;
  const negated = filter.startsWith("!");
  const expression = expressionOf(filter.replace(/^!/, ""), what);
  const matches = (check: Check): boolean => (expression.test(check.id) || expression.test(check.title)) !== negated;
  const chosen = checks.filter(
    (check) =>
      matches(check) ||
      (check.experiment !== undefined &&
        checks.some((one) => one.experiment === check.experiment && one.step === check.step && matches(one))),
  );
  if (chosen.length === 0)
    throw new SettingsError([
      `${what} is ${shown(filter)}: it matches no check; there are ${checks.map(({ id }) => id).join(", ")}`,
    ]);
  return chosen;
}

function expressionOf(text: string, what: string): RegExp {
  try {
    const expression = new RegExp(text, "u");
    // One that is too large is only refused when it is used.
    expression.test("");
    return expression;
  } catch (error) {
    throw new SettingsError([`${what} is ${shown(text)}: ${expressionProblem(error as Error)}`]);
  }
}
