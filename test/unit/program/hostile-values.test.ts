import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SettingDefinition, settingDefinitions } from "../../../components/settings/setting-definitions.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { filteredChecks } from "../../../stacks/check-filter.ts";
import { readArguments } from "../../../stacks/commands/arguments.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";
import { upstream } from "../support.ts";
import type { Evaluation, Stack } from "./evaluate-settings.ts";
import {
  assertConstant,
  assertInWords,
  assertRefusedOrHarmless,
  evaluateAll,
  hostileValues,
} from "./hostile-values.ts";

const folder = mkdtempSync(join(tmpdir(), "ovn-labs-hostile-"));
const canary = join(folder, "canary");
const values = Object.entries(hostileValues(canary));

/** The fewest settings with which a setting has a meaning. An existing cluster with everything on it needs no upstream file. */
const existing = { cluster: "existing", kubeconfig: "/k", context: "c", platform: "present" };
function settingsAround({ clusters }: SettingDefinition): Record<string, string> {
  const kind = clusters?.[0] ?? "existing";
  return kind === "existing" ? existing : { cluster: kind };
}

const config = (settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([key, text]) => [`lab:${key}`, text]));

/** What is tried, by the title of its test. */
const stacks = new Map<string, Stack>();
for (const [what, value] of values) {
  for (const [name, definition] of Object.entries<SettingDefinition>(settingDefinitions))
    stacks.set(`${what} in lab:${name}`, {
      stack: "hostile",
      config: config({ scenario: "udn-pods", ...settingsAround(definition), [name]: value }),
    });
  stacks.set(`${what} as the name of a setting`, { stack: "overlay", config: config({ ...existing, [value]: "x" }) });
  stacks.set(`${what} as the name of a stack`, { stack: value, config: config({ scenario: "overlay", ...existing }) });
}
for (const name of ["__proto__", "constructor", "hasOwnProperty"])
  stacks.set(`${name} as the name of a setting`, { stack: "overlay", config: config({ ...existing, [name]: "x" }) });

describe("hostile values of settings", function () {
  this.timeout(240_000);
  const evaluations = new Map<string, Evaluation | undefined>();
  before(async () => {
    const all = await evaluateAll([...stacks.values()]);
    [...stacks.keys()].forEach((title, i) => evaluations.set(title, all[i]));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const title of stacks.keys())
    it(`hostile value: ${title}`, () => {
      assertRefusedOrHarmless(evaluations.get(title));
      assert.equal(existsSync(canary), false, "something ran a value");
      if (title.endsWith("of a setting"))
        assert.ok("refused" in (evaluations.get(title) ?? {}), "it was taken for one");
    });

  it("some are evaluated, so that it is seen what becomes of them", () => {
    const taken = [...evaluations].filter(([, seen]) => seen && "commands" in seen).map(([title]) => title);
    assert.ok(taken.includes("a command substitution in lab:kubeconfig"), taken.join(", "));
  });
});

describe("hostile words of commands", function () {
  this.timeout(60_000);
  /** Refused in words, or what they are read as. */
  function read(words: readonly string[]) {
    try {
      return readArguments(words);
    } catch (error) {
      assert.ok(error instanceof SettingsError);
      assertInWords(error.message);
      return undefined;
    }
  }

  for (const [what, value] of values) {
    for (const words of [
      ["overlay", "--stack", value],
      ["overlay", `--stack=${value}`],
      ["overlay", "-c", value],
      ["overlay", "-c", `${value}=x`],
      ["overlay", "-c", `workers=${value}`],
      ["--", value],
    ])
      it(`hostile value: ${what} in the words ${words.join(" ").replace(value, () => "…")}`, () => {
        const { scenario, stack, settings } = read(words) ?? { scenario: "overlay", stack: "overlay", settings: {} };
        assert.ok(scenarioNames.includes(scenario));
        assert.match(stack, /^[\w-][\w.-]{0,99}$/);
        // What is read here is checked as settings are, above.
        for (const name of Object.keys(settings)) assert.ok(name === "workers" || value.startsWith(name), name);
      });

    it(`hostile value: ${what} in --filter`, async () => {
      const { checks } = await loadScenario("overlay");
      assert.throws(
        () => filteredChecks(checks, value, "--filter"),
        (error: unknown) => {
          assert.ok(error instanceof SettingsError);
          assertInWords(error.message);
          return true;
        },
      );
    });
  }

  it("hostile value: -c of what every object has", () =>
    assert.deepEqual(Object.keys(read(["overlay", "-c", "__proto__=x"])?.settings ?? {}), ["__proto__"]));
});

describe("what Pulumi is told to run", function () {
  this.timeout(240_000);
  const asked = scenarioNames.flatMap((scenario) => ["kind", "simulated"].map((cluster) => ({ scenario, cluster })));
  let evaluations: Evaluation[];
  before(async function () {
    if (!existsSync(upstream)) this.skip();
    evaluations = await evaluateAll(
      asked.map(({ scenario, cluster }) => ({ stack: scenario, config: config({ cluster, artifacts: upstream }) })),
    );
  });

  for (const [i, { scenario, cluster }] of asked.entries())
    it(`for ${scenario} on ${cluster} are constants of this project, and values are in the environment alone`, () => {
      const seen = evaluations[i];
      assert.ok(seen && "commands" in seen);
      assertConstant(seen.commands);
    });
});
