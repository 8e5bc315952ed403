import assert from "node:assert/strict";
import { basename } from "node:path";
import semver from "semver";
import { moduleNames } from "../../../components/machine/facts.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";
import { jobOf, npmCommands, stepsOf, textOf, workflow, workflowFiles } from "./workflows.ts";

const names = workflowFiles.map((file) => basename(file));
const { scripts, engines } = JSON.parse(textOf("package.json")) as {
  scripts: Record<string, string>;
  engines: { node: string };
};
const commandsOf = (name: string): string[] => stepsOf(name).flatMap(({ run = "" }) => npmCommands(run));
const wordsAfter = (text: string, start: RegExp): string[] => {
  const [, words = ""] = start.exec(text) ?? [];
  return words.trim().split(/\s+/);
};

describe("the workflows", () => {
  for (const name of names) {
    it(`${name} takes npm commands that are there and that the README tells of`, () => {
      const commands = commandsOf(name);
      assert.notDeepEqual(commands, []);
      const readme = npmCommands(textOf("README.md"));
      // What the README's commands do first by themselves.
      for (const command of commands.filter((one) => one !== "npm ci")) {
        assert.ok(
          Object.hasOwn(scripts, command.replace(/^npm (run )?/, "")),
          `${command} is a script of package.json`,
        );
        assert.ok(readme.includes(command), `${command} is in the README`);
      }
    });

    it(`${name} may read the repository and no more, has a limit of time, and runs once at a time`, () => {
      const { permissions, concurrency, jobs } = workflow(name);
      assert.deepEqual(permissions, { contents: "read" });
      assert.ok(concurrency?.group);
      for (const job of Object.values(jobs)) {
        assert.ok(job["timeout-minutes"]);
        assert.ok(!Object.hasOwn(job, "permissions"));
      }
    });

    it(`${name} takes actions of GitHub's own with a version, which Renovate raises`, () => {
      const used = stepsOf(name).flatMap(({ uses }) => uses ?? []);
      assert.ok(used.length > 0);
      for (const action of used) assert.match(action, /^actions\/[\w-]+@v\d+(\.\d+\.\d+)?$/);
    });
  }

  it("run on pushes, on pull requests and at night, and whenever somebody wants", () => {
    assert.deepEqual(Object.keys(workflow("test.yml").on).toSorted(), ["pull_request", "push", "workflow_dispatch"]);
    assert.deepEqual(Object.keys(workflow("labs.yml").on).toSorted(), ["schedule", "workflow_dispatch"]);
  });
});

describe("the workflow of tests", () => {
  it("runs on the versions of Node that the README names, which are those that package.json accepts", () => {
    const [, ...named] = /^Node (\d+)\S* or newer \((\d+) and (\d+) are fine\)/m.exec(textOf("README.md")) ?? [];
    const { node = [] } = jobOf("test.yml").strategy.matrix;
    assert.deepEqual(node.map(String), named);
    for (const version of node) assert.ok(semver.intersects(String(version), engines.node), String(version));
  });

  it("looks at format, lint and types, and runs all tiers, as .ci/run does", () => {
    const lines = textOf(".ci/run").split("\n");
    const commands = lines.filter((line) => line.startsWith("npm ")).flatMap(npmCommands);
    assert.deepEqual(
      commandsOf("test.yml").filter((command) => commands.includes(command)),
      commands,
    );
  });

  it("installs the packages for tier fabric that .ci/run installs", () => {
    const install = stepsOf("test.yml").find(({ run = "" }) => run.includes("apt-get install"))?.run ?? "";
    assert.deepEqual(
      wordsAfter(install.replaceAll("\\\n", " "), /--no-install-recommends(.*)/),
      wordsAfter(textOf(".ci/run"), /packages=\((.*)\)/),
    );
  });
});

describe("the workflow of labs", () => {
  const { strategy, steps } = jobOf("labs.yml");

  it("has a job for each scenario, on kind", () => {
    assert.deepEqual(strategy.matrix["scenario"], scenarioNames);
    assert.ok(steps.some(({ run = "" }) => /^npm start -- "\$SCENARIO" -c cluster=kind /.test(run)));
  });

  it("leaves the internet out where checks ping it, for pings do not leave GitHub's runners", async function () {
    this.timeout(60_000);
    const pinging = [];
    for (const name of scenarioNames) {
      const { checks } = await loadScenario(name);
      if (checks.some((check) => check.needsInternet && check.how.kind === "icmp")) pinging.push(name);
    }
    assert.deepEqual(
      strategy.matrix.include,
      pinging.map((scenario) => ({ scenario, internet: "none" })),
    );
  });

  it("loads the kernel modules that doctor looks for", () => {
    const load = steps.find(({ run = "" }) => run.includes("modprobe"))?.run ?? "";
    assert.deepEqual(wordsAfter(load, /modprobe --all(.*)/), moduleNames);
  });

  it("keeps what the lab left and then removes the lab, whatever happened, and keeps no kubeconfig", () => {
    const place = (part: string): number =>
      steps.findIndex(({ run = "", uses = "" }) => `${run} ${uses}`.includes(part) && part !== "");
    const order = ["npm start", "npm run report", "actions/upload-artifact@", "npm run destroy"].map(place);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.ok(!order.includes(-1));
    for (const at of order.slice(1)) assert.equal(steps[at]?.if, "always()");
    const { path = "", "include-hidden-files": hidden } = steps[order[2] ?? -1]?.with ?? {};
    assert.equal(hidden, true);
    const kept = String(path)
      .trim()
      .split("\n")
      .map((line) => line.replace(".stacks/${{ matrix.scenario }}/", ""));
    assert.deepEqual(kept, ["report.html", "results.json", "junit.xml", "timeline.json", "bundles/"]);
  });
});
