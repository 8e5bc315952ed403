import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { notRun } from "../../../components/checks/perform-check.ts";
import { writeResult } from "../../../components/checks/result-files.ts";
import { removeReport, resultFiles } from "../../../components/clusters/stack-files.ts";
import { diagram } from "../../../stacks/commands/diagram.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { type NodeResult, project, runNode } from "../support.ts";

/** A stack of a name that nobody uses. */
const stack = `unit-tests-diagram-${process.pid}`;
const directory = join(project, ".stacks", stack);
const run = (...words: string[]): Promise<NodeResult> =>
  runNode(["stacks/commands/bootstrap.mjs", "diagram", "overlay", "--stack", stack, ...words]);

describe("npm run diagram", function () {
  this.timeout(60_000);
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("without results shows what is expected, says so, and tells where it is", async () => {
    assert.deepEqual(await run(), {
      status: 0,
      stdout: `${join(".stacks", stack, "diagram.svg")}\n`,
      stderr: "No check has run: arrows show what is expected.\n",
    });
    assert.match(readFileSync(resultFiles.diagram(directory), "utf8"), /class="arrow expected reaches"/);
    removeReport(directory);
    assert.ok(!existsSync(directory), "a destroy without a stack leaves no picture");
  });

  it("shows verdicts where there are some, unless what is expected is asked for", async () => {
    const { checks } = await loadScenario("overlay");
    for (const check of checks)
      writeResult(resultFiles.folder(directory), {
        ...notRun(check, "seen by the test"),
        verdict: "failed",
        attempts: 1,
      });
    const verdicts = await run("--mermaid");
    assert.deepEqual([verdicts.status, verdicts.stderr], [0, ""]);
    assert.match(verdicts.stdout, /^flowchart LR\n.*"O1<br>failed/s);
    const expected = await run("--mermaid", "--plan");
    assert.match(expected.stderr, /^Results are left out/);
    assert.doesNotMatch(expected.stdout, /failed/);
    assert.ok(!existsSync(resultFiles.diagram(directory)), "text that is printed is not written too");
  });

  it("writes the file that is named", async () => {
    const file = join(directory, "pictures", "lab.svg");
    const { status, stdout } = await run("--theme", "dark", "--output", file);
    assert.deepEqual([status, stdout], [0, `${join(".stacks", stack, "pictures", "lab.svg")}\n`]);
    assert.match(readFileSync(file, "utf8"), /^<svg /);
  });

  it("refuses what it does not know, before it writes anything", async () => {
    const refuses = (said: RegExp, ...words: string[]): Promise<void> =>
      assert.rejects(diagram(["overlay", "--stack", stack, ...words]), said);
    await refuses(/--theme is "pink": it must be one of auto, light, dark/, "--theme", "pink");
    await refuses(/--theme is "true"/, "--theme");
    await refuses(/--output needs the name of a file/, "--output");
    await refuses(/diagram does not know "--diff", "extra": .*--help/, "--diff", "extra");
    assert.ok(!existsSync(directory));
  });
});
