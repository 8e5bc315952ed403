import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { RunResult } from "../../components/processes.ts";
import { locateTool } from "../../components/tools/index.ts";
import { Lab, said, simulatedSettings } from "../support/engine.ts";
import { FakeDocker } from "../support/engine-docker.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const problem = "control groups: cgroup v1. The kubelet of Kubernetes 1.35.5";
const warning = "processors: 1 for containers. ";

describe("a machine that cannot run the lab, with a stand-in for docker that tells of it", function () {
  this.timeout(300_000);
  let lab: Lab;
  let docker: FakeDocker;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
  });
  beforeEach(async () => {
    lab = await Lab.make("preflight");
    docker = new FakeDocker(lab.temporary);
    docker.set({ info: { CgroupVersion: "1", NCPU: 1 } });
  });
  afterEach(() => Lab.disposeAll());

  const settings = (): Record<string, string> => ({
    ...simulatedSettings(upstream),
    scenario: "overlay",
    cluster: "kind",
  });
  const pulumi = (...words: string[]): Promise<RunResult> => lab.pulumi(words, { environment: docker.environment });
  const times = (text: string, part: string): number => text.split(part).length - 1;

  async function nothingMade(): Promise<void> {
    assert.deepEqual(await lab.made(), []);
    assert.deepEqual([...docker.calls("run"), ...docker.calls("rm")], []);
    assert.equal(existsSync(lab.directory), false);
  }

  it("is refused by pulumi up before anything is made, and previewed without a word of it", async () => {
    await lab.init(settings());
    const preview = await pulumi("preview");
    assert.equal(preview.status, 0, said(preview));
    assert.doesNotMatch(said(preview), /control groups|processors/);
    const result = await pulumi("up", "--yes", "--skip-preview");
    const text = said(result);
    assert.notEqual(result.status, 0, text);
    for (const part of [
      "this machine cannot run scenario overlay on a kind cluster:",
      problem,
      "Mend it: ",
      "lab:preflight warn",
      warning,
    ])
      assert.ok(text.includes(part), `${part} in:\n${text}`);
    assert.doesNotMatch(text, /^\s+at .*:\d+:\d+\)?$/m, "a stack trace");
    await nothingMade();
  });

  it("is refused by the command too, which tells nothing twice", async () => {
    const words = Object.entries(settings()).flatMap(([name, value]) =>
      name === "scenario" ? [] : ["-c", `${name}=${value}`],
    );
    const result = await lab.command("up", words, docker.environment, "overlay");
    const text = said(result);
    assert.notEqual(result.status, 0, text);
    assert.equal(times(text, problem), 1, text);
    // Pulumi shows a warning when it comes, and all of them below.
    const below = text.slice(text.lastIndexOf("Diagnostics:"));
    assert.deepEqual([times(text, warning), times(below, warning)], [2, 1], text);
    await nothingMade();
  });

  it("is tried all the same with lab:preflight warn, and told of", async function () {
    if ((await locateTool("kind")).path === undefined) this.skip();
    await lab.init({ ...settings(), preflight: "warn" });
    const text = said(await pulumi("up", "--yes", "--skip-preview"));
    for (const part of [problem, warning, "the stand-in cannot start containers"])
      assert.ok(text.includes(part), `${part} in:\n${text}`);
    assert.doesNotMatch(text, /this machine cannot run/);
  });
});
