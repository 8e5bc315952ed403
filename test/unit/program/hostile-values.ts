import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { run } from "../../../components/processes.ts";
import { projectDirectory } from "../../../stacks/commands/project.ts";
import type { Evaluation, PlannedCommand, Stack } from "./evaluate-settings.ts";

/** What nobody should give, by what it is. Any of them that reached a shell would make the file `canary`, or change what is run. */
export function hostileValues(canary: string): Record<string, string> {
  return {
    "a single quote": `'; touch ${canary}; '`,
    "a double quote": `"; touch ${canary}; "`,
    backticks: `\`touch ${canary}\``,
    "a command substitution": `$(touch ${canary})`,
    "a second command": `x; touch ${canary}`,
    "a pipe": `x | touch ${canary}`,
    "a line break": `x\ntouch ${canary}\n#`,
    "a variable": "${HOME}",
    "a path upwards": "../..",
    "an option": "--help",
    "a zero byte": `x\0touch ${canary}`,
    "an escape sequence": "x\u001b[2J\u009b31m",
    "a change of direction": "x\u202etxt.exe",
    "something very long": "x".repeat(100_000),
  };
}

/** What Pulumi hands to the interpreter of `node-script.ts`. No value of a setting is among them. */
const actions: ReadonlySet<unknown> = new Set([
  undefined,
  "create",
  "delete",
  "delete-remains",
  "check",
  "install",
  "look",
  "pull",
  "set",
  "wait",
]);

/** Asserts that a message is one for users, with nothing in it that a terminal obeys or hides. */
export function assertInWords(message: string): void {
  assert.ok(message.length > 0 && message.length < 4000, `a message of ${message.length} characters`);
  assert.doesNotMatch(message, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  assert.doesNotMatch(message, /^(?:touch |#)/m, "a line of the value stands in the message as a line of its own");
}

/** Asserts that every Command runs a file of this project with Node, by a word of this project: values are in its environment alone. */
export function assertConstant(commands: readonly PlannedCommand[]): void {
  assert.ok(commands.length > 0);
  for (const { name, inputs } of commands) {
    const { interpreter, create, update, delete: remove } = inputs;
    const words = interpreter as string[];
    const script = words.at(-1) ?? "";
    const starts = [
      ["node", "--import", "tsx"],
      ["node", "components/command-host/ask.mjs"],
    ];
    assert.ok(
      starts.some((start) => isDeepStrictEqual(words.slice(0, -1), start)),
      `${name}: ${words.join(" ")}`,
    );
    assert.match(script, /^components\/[a-z/-]+\.ts$/, name);
    assert.ok(existsSync(join(projectDirectory, script)), name);
    for (const word of [create, update, remove]) assert.ok(actions.has(word), `${name} runs ${JSON.stringify(word)}`);
    assert.ok(!("dir" in inputs) && !("stdin" in inputs) && !("assetPaths" in inputs), name);
  }
}

/** Asserts that settings are refused in words, or evaluated without a trace of them in what is run. */
export function assertRefusedOrHarmless(evaluation: Evaluation | undefined): void {
  assert.ok(evaluation);
  if ("refused" in evaluation) assertInWords(evaluation.refused);
  else assertConstant(evaluation.commands);
}

/** Evaluates the program once for each of the stacks, all in one process. */
export async function evaluateAll(stacks: readonly Stack[]): Promise<Evaluation[]> {
  const script = join(projectDirectory, "test/unit/program/evaluate-settings.ts");
  const words = ["--import", "tsx", script];
  const { status, stdout, stderr } = await run(process.execPath, words, {
    input: JSON.stringify(stacks),
    timeout: 200,
  });
  assert.equal(status, 0, stderr.slice(-2000));
  return JSON.parse(stdout) as Evaluation[];
}
