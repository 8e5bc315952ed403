import type { CheckResult } from "../../components/checks/verdict.ts";

/** Results as JUnit XML: a suite for each step, a case for each check; a check that was not run is skipped, with the reason. */
export function renderJunit(scenario: string, results: readonly CheckResult[]): string {
  const steps = [...new Set(results.map(({ step }) => step))];
  const suites = steps.map((step) => {
    const own = results.filter((result) => result.step === step);
    return [
      `  <testsuite${attributes({ name: `${scenario}.${step}`, ...counts(own) })}>`,
      ...own.map((result) => testCase(scenario, result)),
      "  </testsuite>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: scenario, ...counts(results) })}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(scenario: string, result: CheckResult): string {
  const { id, title, step, seconds, verdict, expected, observed, repeat, bundle, causes = [] } = result;
  const head = `    <testcase${attributes({ classname: `${scenario}.${step}`, name: `${id} ${title}`, time: seconds })}`;
  if (verdict === "passed") return `${head}/>`;
  const why = bundle === undefined ? [] : [`bundle: ${bundle}`, ...causes.map((cause, i) => `${i + 1}. ${cause}`)];
  const text = [`expected ${expected}; observed ${observed}`, repeat, ...why].join("\n");
  const inner =
    verdict === "failed"
      ? `<failure${attributes({ message: observed })}>${escaped(text)}</failure>`
      : `<skipped${attributes({ message: observed })}/>`;
  return `${head}>${inner}</testcase>`;
}

function counts(results: readonly CheckResult[]) {
  const of = (verdict: CheckResult["verdict"]): number => results.filter((one) => one.verdict === verdict).length;
  const time = Math.round(results.reduce((sum, { seconds }) => sum + seconds, 0) * 10) / 10;
  return { tests: results.length, failures: of("failed"), errors: 0, skipped: of("not run"), time };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** What XML 1.0 has no place for, even as a reference, becomes U+FFFD: control characters, lone surrogates, two non-characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replace(/[&<>"\n\r\t]/g, (character) => entities[character] ?? "");
}
