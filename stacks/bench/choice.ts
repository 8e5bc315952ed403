import { parseArgs } from "node:util";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { shown } from "../../components/settings/shown.ts";
import type { FigureGroup } from "./figure.ts";

/** What `npm run bench` was asked for. */
export interface BenchChoice {
  /** Groups with the cases that were named; all groups if none was named. */
  readonly groups: readonly { readonly group: FigureGroup; readonly cases: readonly string[] }[];
  /** Settings for the stacks that are made, `lab:` not included. */
  readonly settings: Readonly<Record<string, string>>;
  readonly json: boolean;
  /** Whether the page is written. */
  readonly page: boolean;
}

/**
 * Reads `[<group> [<case>…]]… [-c <setting>=<value>]… [--json] [--no-page]`.
 * @throws SettingsError that lists the groups and cases for a word that is none of them
 */
export function readChoice(words: readonly string[], groups: readonly FigureGroup[]): BenchChoice {
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: {
      config: { type: "string", short: "c", multiple: true },
      json: { type: "boolean" },
      "no-page": { type: "boolean" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems = tokens.flatMap((token) =>
    token.kind === "option" && !["config", "json", "no-page"].includes(token.name)
      ? [`there is no option ${token.rawName}`]
      : [],
  );
  const settings = new Map<string, string>();
  for (const pair of values.config ?? []) {
    const [name = "", ...value] = String(pair).split("=");
    if (name === "" || value.length === 0) problems.push(`-c ${shown(String(pair))}: a setting is given as name=value`);
    else settings.set(name.replace(/^lab:/, ""), value.join("="));
  }
  const chosen: { group: FigureGroup; cases: string[] }[] = [];
  for (const word of positionals) {
    const group = groups.find(({ name }) => name === word);
    const last = chosen.at(-1);
    if (group) chosen.push({ group, cases: [] });
    else if (last && Object.hasOwn(last.group.cases, word)) last.cases.push(word);
    else
      problems.push(`there is no figure ${shown(word)}; there are ${["graph", ...groups.map(described)].join(", ")}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    groups: chosen.length > 0 ? chosen : groups.map((group) => ({ group, cases: [] })),
    settings: Object.fromEntries(settings),
    json: values.json === true,
    page: values["no-page"] !== true,
  };
}

function described({ name, cases }: FigureGroup): string {
  const words = Object.keys(cases);
  return words.length === 0 ? name : `${name} (${words.join(", ")})`;
}
