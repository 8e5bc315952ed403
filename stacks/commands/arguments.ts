import { parseArgs } from "node:util";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { hasUnseen, shown } from "../../components/settings/shown.ts";
import { stackNameProblem } from "../../components/settings/stack-name.ts";
import { scenarioNames } from "../registry.ts";

/** What was typed after a command's name. */
export interface CommandArguments {
  readonly scenario: string;
  /** Name of the stack; the scenario's name if not given. */
  readonly stack: string;
  /** Settings to write into the stack, `lab:` not included. */
  readonly settings: Readonly<Record<string, string>>;
  readonly json: boolean;
  readonly help: boolean;
  /** Options that are Pulumi's, in their order. */
  readonly rest: readonly string[];
}

/**
 * Reads `[scenario] [--stack <name>] [-c <setting>=<value>]… [--json] [--help]`. Other options are handed to Pulumi.
 * @param defaultScenario scenario if none is named; without it, naming one is required
 * @throws SettingsError if the scenario is missing or unknown, or a setting has no value
 */
export function readArguments(words: readonly string[], defaultScenario?: string): CommandArguments {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      stack: { type: "string", short: "s" },
      config: { type: "string", short: "c", multiple: true },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems: string[] = [];
  // No plain object: `-c __proto__=x` has to be refused like any other that is no setting.
  const settings = new Map<string, string>();
  const rest: string[] = [];
  let scenario: string | undefined;
  let stack: string | undefined;
  let json = false;
  let help = false;
  let lastHandedOn = -1;
  const scenarioPlace = placeOfScenario(tokens, defaultScenario !== undefined);
  for (const token of tokens) {
    if (token.kind === "positional" && token.index === scenarioPlace) scenario = token.value;
    else if (token.kind === "positional") rest.push(token.value);
    else if (token.kind === "option")
      switch (token.name) {
        case "stack":
          stack = token.value;
          if (!stack || stack.startsWith("-")) problems.push(`${token.rawName} needs the name of a stack`);
          else problems.push(...[stackNameProblem(stack)].filter((problem) => problem !== undefined));
          break;
        case "config": {
          const [name = "", ...value] = (token.value ?? "").split("=");
          if (name === "" || value.length === 0)
            problems.push(`-c ${plainOrShown(token.value ?? "")}: a setting is given as name=value`);
          else settings.set(name.replace(/^lab:/, ""), value.join("="));
          break;
        }
        case "json":
          json = true;
          break;
        case "help":
          help = true;
          break;
        default:
          // As it was typed, and once: the parser takes `-p4` and `-v=3` for several options of one letter.
          if (token.index !== lastHandedOn) rest.push(words[token.index] ?? "");
          lastHandedOn = token.index;
      }
  }
  const set = settings.get("scenario");
  if (scenario !== undefined && set !== undefined && set !== scenario)
    problems.push(`the scenario is both ${shown(scenario)} and, by -c, ${shown(set)}: name one`);
  scenario ??= set ?? defaultScenario;
  if (!help && scenario === undefined) problems.push(`name a scenario: ${scenarioNames.join(", ")}; ${example}`);
  else if (!help && scenario !== undefined && !scenarioNames.includes(scenario))
    problems.push(`there is no scenario ${shown(scenario)}; there are ${scenarioNames.join(", ")}; ${example}`);
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    scenario: scenario ?? "",
    stack: stack ?? scenario ?? "",
    settings: Object.fromEntries(settings),
    json,
    help,
    rest,
  };
}

const example = `for example: npm run plan -- ${scenarioNames[0] ?? ""}`;

function plainOrShown(word: string): string {
  return hasUnseen(word) || word.length > 60 ? shown(word) : word;
}

interface Token {
  readonly kind: string;
  readonly index: number;
  readonly name?: string;
  readonly value?: string | undefined;
}

/**
 * Which word is the scenario: the first that is one. Without any, the first that cannot be the value of one of Pulumi's
 * options, for whether those take a value is not known here, and then, unless there is a default, the first at all.
 * @returns its index among the words; -1 if there is none
 */
function placeOfScenario(tokens: readonly Token[], hasDefault: boolean): number {
  const words = tokens.filter(({ kind }) => kind === "positional");
  const isValue = ({ index }: Token): boolean =>
    tokens.some((before) => before.index === index - 1 && before.kind === "option" && !own.has(before.name ?? ""));
  const place =
    words.find(({ value = "" }) => scenarioNames.includes(value)) ??
    words.find((word) => !isValue(word)) ??
    (hasDefault ? undefined : words[0]);
  return place?.index ?? -1;
}

const own = new Set(["stack", "config", "json", "help"]);

/** @throws SettingsError that names words which a command that calls no Pulumi knows nothing to do with */
export function requireNothingElse(command: string, { rest }: Pick<CommandArguments, "rest">): void {
  if (rest.length > 0)
    throw new SettingsError([
      `${command} does not know ${rest.map(shown).join(", ")}: npm run ${command} -- --help tells what it takes`,
    ]);
}
