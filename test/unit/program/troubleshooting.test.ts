import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingNames } from "../../../components/settings/setting-values.ts";
import { cleanUp } from "../artifacts/support.ts";
import { project } from "../support.ts";
import { failures } from "./failures.ts";

const page = readFileSync(join(project, "docs", "troubleshooting.md"), "utf8");
const [ours = "", pulumis = ""] = page.split(/^## Words that are Pulumi's.*$/m);
const scripts = (JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { scripts: object }).scripts;

interface Entry {
  /** The message's words; `…` in front if they do not begin a line of it. */
  readonly quote: string;
  /** Everything between backticks after it. */
  readonly code: readonly string[];
}

function entriesOf(text: string): Entry[] {
  return [...text.matchAll(/\*\*`([^`]+)`\*\*(.*)$/gm)].map(([, quote = "", rest = ""]) => ({
    quote,
    code: [...rest.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words),
  }));
}

function quotes({ quote }: Entry, message: string): boolean {
  if (quote.startsWith("… ")) return message.includes(quote.slice(2));
  return message.split("\n").some((line) => line.startsWith(quote));
}

/** What can be typed: a program's name and words, or a setting. */
const command = /^(sudo|docker|kubectl|kind|npm|pulumi|ps|pgrep|less|export|unset) \S|^-c \w+=/;

describe("docs/troubleshooting.md", () => {
  const entries = entriesOf(ours);
  const messages = new Map<string, string>();
  before(async function () {
    this.timeout(60_000);
    for (const [what, { message }] of Object.entries(failures)) messages.set(what, await message());
  });
  after(cleanUp);

  it("is of twenty failures", () => {
    const numbers = [...ours.matchAll(/^### (\d+)\. /gm)].map(([, number]) => Number(number));
    assert.deepEqual(
      numbers,
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  for (const [what, { next }] of Object.entries(failures))
    it(`quotes what is said of ${what}, and that names what to do next`, () => {
      const message = messages.get(what) ?? "";
      const found = entries.filter((entry) => quotes(entry, message));
      assert.ok(found.length > 0, `the page quotes nothing of:\n${message}`);
      assert.ok(message.includes(next), `${next} is not in:\n${message}`);
    });

  it("quotes nothing that is not said", () => {
    const all = [...messages.values()];
    const stale = entries.filter((entry) => !all.some((message) => quotes(entry, message)));
    assert.deepEqual(
      stale.map(({ quote }) => quote),
      [],
    );
  });

  it("has something to type in every entry, for Pulumi's own words too", () => {
    assert.ok(entriesOf(pulumis).length > 0);
    const without = [...entries, ...entriesOf(pulumis)].filter(
      ({ code }) => !code.some((words) => command.test(words)),
    );
    assert.deepEqual(
      without.map(({ quote }) => quote),
      ["… was not pulled ahead on ovn-overlay-worker"],
    );
  });

  it("names only commands and settings that there are", () => {
    const commands = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    const settings = [...page.matchAll(/\blab:(\w+)|-c (\w+)=/g)].map(([, one, other]) => one ?? other ?? "");
    assert.ok(commands.length > 0 && settings.length > 0);
    assert.deepEqual(
      commands.filter((name) => !Object.hasOwn(scripts, name)),
      [],
    );
    const known: readonly string[] = settingNames;
    assert.deepEqual([...new Set(settings.filter((name) => !known.includes(name)))], ["worker"]);
  });
});
