import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notRun } from "../../../components/checks/perform-check.ts";
import { resultFile, writeResult } from "../../../components/checks/result-files.ts";
import type { Verdict } from "../../../components/checks/verdict.ts";
import { removeReport, removeResultFiles, resultFiles } from "../../../components/clusters/stack-files.ts";
import { report as makeReport } from "../../../stacks/commands/report.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { publishedSince, publishResults } from "../../../stacks/results/publish.ts";
import { type NodeResult, project, runNode, versionAnswer, withAnswers, writeKubeconfig } from "../support.ts";
import { withFolder } from "../tools/support.ts";
import { requireTags } from "./tags.ts";

/** A stack of a name that nobody uses. */
const stack = `unit-tests-report-${process.pid}`;
const directory = join(project, ".stacks", stack);
const folder = resultFiles.folder(directory);
const settingsFile = join(project, "stacks", `Pulumi.${stack}.yaml`);
const file = join(".stacks", stack, "report.html");

const command = (name: string, ...words: string[]): Promise<NodeResult> =>
  runNode(["stacks/commands/bootstrap.mjs", name, ...words]);
const report = (...words: string[]): Promise<NodeResult> => command("report", "overlay", "--stack", stack, ...words);

/** The report without its style sheet. */
function written(): string {
  const html = readFileSync(resultFiles.report(directory), "utf8");
  requireTags(html);
  return html.replace(/<style>.*<\/style>/s, "");
}

async function leaveResults(verdicts: Readonly<Record<string, Verdict>>): Promise<void> {
  const { checks } = await loadScenario("overlay");
  for (const check of checks) {
    const verdict = verdicts[check.id];
    if (verdict !== undefined) writeResult(folder, { ...notRun(check, "seen by the test"), verdict, attempts: 1 });
  }
}

describe("npm run report", function () {
  this.timeout(60_000);
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
    rmSync(settingsFile, { force: true });
  });

  it("without results is about the plan, says so, and tells where it is", async () => {
    const { status, stdout, stderr } = await report("-c", "namePrefix=demo-");
    assert.deepEqual(
      { status, stdout, stderr },
      {
        status: 0,
        stdout: `${file}\n`,
        stderr: "No check has run: the report's arrows show what is expected.\n",
      },
    );
    assert.equal(statSync(resultFiles.report(directory)).mode & 0o777, 0o600);
    assert.match(written(), /no check has run for it, and arrows show what is expected of 2 checks/);
    assert.match(written(), /namespace demo-tenantblue/);
  });

  it("is about the last results, a damaged one too, and marks those that the table of a failed update marked", async () => {
    await leaveResults({ O1: "failed" });
    writeFileSync(resultFile(folder, "O2"), "{");
    publishResults(stack, "overlay", [], "2100-01-01T00:00:00.000Z");
    assert.deepEqual(await report(), { status: 0, stdout: `${file}\n`, stderr: "" });
    assert.match(written(), /1 of 2 checks failed: O1\./);
    assert.match(written(), /O2\.json is damaged/);
    assert.match(written(), /The newest update failed\. Results of an earlier update are marked with \*: O1\./);
  });

  it("is about the plan where that is asked for", async () => {
    await leaveResults({ O1: "failed", O2: "failed" });
    assert.match((await report("--plan")).stderr, /^Results are left out/);
    assert.doesNotMatch(written(), /failed/);
  });

  it("refuses what it cannot make", async () => {
    await leaveResults({ O1: "passed" });
    const refuses = (said: RegExp, ...words: string[]): Promise<void> =>
      assert.rejects(makeReport(["overlay", "--stack", stack, ...words]), said);
    await refuses(/results.*of its own settings.*add --plan/, "-c", "namePrefix=demo-");
    await refuses(/report does not know "--diff"/, "--diff");
    await refuses(/lab:ipFamily is "ipv6": scenario overlay can be built with ipv4/, "--plan", "-c", "ipFamily=ipv6");
    for (const name of ["../..", "..", ".", "-x/y"])
      await refuses(/is no name of a stack|needs the name/, "--stack", name);
    writeFileSync(settingsFile, "config:\n  lab:scenario: udn-pods\n");
    await refuses(new RegExp(`stack ${stack} is of scenario udn-pods, not of overlay`));
    assert.equal(existsSync(resultFiles.report(directory)), false);
  });

  it("is made by the recheck as well, which marks what an earlier one marked", () =>
    withFolder(async (temporary) => {
      const kubeconfig = join(temporary, "kubeconfig");
      mkdirSync(directory, { recursive: true });
      publishResults(stack, "overlay", [], "2100-01-01T00:00:00.000Z");
      // It says its version and has no pods, so each check is tried and can say nothing.
      await withAnswers(versionAnswer, async (url) => {
        await writeKubeconfig(kubeconfig, url);
        const settings = { scenario: "overlay", cluster: "existing", kubeconfig, context: "lab", checkTimeout: 1 };
        const lines = Object.entries(settings).map(([name, value]) => `  lab:${name}: ${value}\n`);
        writeFileSync(settingsFile, `config:\n${lines.join("")}`);
        const { status, stderr } = await command("recheck", "overlay", "--stack", stack);
        assert.equal(status, 2, stderr);
        assert.match(stderr, new RegExp(`^Written: .*results\\.json, .*junit\\.xml, ${file}$`, "m"));
      });
      assert.match(written(), /None of 2 checks was run, so nothing is proven\./);
      assert.match(written(), />existing cluster lab</);
      assert.equal(publishedSince(stack), "2100-01-01T00:00:00.000Z");
      assert.match(written(), /marked with \*: O1, O2/);
    }));
});

describe("the time since when results count as new", () => {
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("is not there where nothing tells it", () => {
    assert.equal(publishedSince(stack), undefined);
    publishResults(stack, "overlay", []);
    assert.equal(publishedSince(stack), undefined);
    writeFileSync(resultFiles.json(directory), "{");
    assert.equal(publishedSince(stack), undefined);
  });
});

describe("a report", () => {
  it("goes with the other results", () =>
    withFolder((temporary) => {
      for (const path of [resultFiles.report, resultFiles.json]) writeFileSync(path(temporary), "");
      removeResultFiles(temporary);
      assert.equal(existsSync(resultFiles.report(temporary)), false);
      return Promise.resolve();
    }));

  it("that no stack was needed for goes alone, and takes a folder along that has nothing else", () =>
    withFolder((temporary) => {
      const [alone, beside] = [join(temporary, "alone"), join(temporary, "beside")];
      for (const one of [alone, beside]) {
        mkdirSync(one);
        writeFileSync(resultFiles.report(one), "");
      }
      writeFileSync(join(beside, "kubeconfig"), "");
      for (const one of [alone, beside, join(temporary, "none")]) removeReport(one);
      assert.deepEqual([existsSync(alone), existsSync(beside)], [false, true]);
      assert.equal(existsSync(resultFiles.report(beside)), false);
      return Promise.resolve();
    }));
});
