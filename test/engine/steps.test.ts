import assert from "node:assert/strict";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { defaultScenarioSettings } from "../../components/settings/default-settings.ts";
import { workshopChecks } from "../../stacks/udn-pods/checks.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Last part of a URN: the resource's name. */
function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

const checks = workshopChecks(defaultScenarioSettings);
/** The checks that the API alone can answer run on simulated nodes too. */
const byApi = checks.filter((check) => check.from.kind === "api").map((check) => check.id);

describe("udn-pods step by step on a simulated cluster", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("steps");
    await lab.init({ scenario: "udn-pods", step: "networks", ...simulatedSettings(upstream) });
  });
  after(() => Lab.disposeAll());

  async function set(step: string): Promise<void> {
    succeeded(await lab.pulumi(["config", "set", "lab:step", step]));
  }

  /** What the next update would do, as `<operation> <name>`, sorted. */
  async function changes(): Promise<string[]> {
    const { steps } = await lab.preview();
    return steps
      .filter(({ op, urn }) => op !== "same" && !urn.includes("pulumi:pulumi:Stack"))
      .map(({ op, urn }) => `${op} ${nameOf(urn)}`)
      .toSorted();
  }

  it("an unknown step is refused with those that there are", async () => {
    await set("9");
    const result = await lab.pulumi(["preview"]);
    assert.notEqual(result.status, 0);
    assert.match(said(result), /lab:step is "9": scenario udn-pods has no such step; it has 1 namespaces, 2 networks/);
    await set("networks");
  });

  it("the first steps make namespaces and networks, and the networks count as created", async () => {
    succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
    const types = (await lab.made())
      .filter(({ urn }) => nameOf(urn).startsWith("udn-pods-"))
      .map(({ urn }) => nameOf(urn));
    assert.deepEqual(types.toSorted(), [
      "udn-pods-blue",
      "udn-pods-blue-network",
      "udn-pods-green",
      "udn-pods-green-network",
      "udn-pods-red",
      "udn-pods-yellow",
    ]);
  });

  it("the next step adds its object and touches nothing else", async () => {
    await set("cluster-network");
    assert.deepEqual(await changes(), ["create udn-pods-colored-enterprise"]);
  });

  it("all steps together are built without a change left, and what the API can answer is checked", async () => {
    await set("");
    succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
    const { checks: results } = await lab.outputs<{ checks: CheckResult[] }>();
    assert.deepEqual(
      results.map(({ id, verdict }) => [id, verdict]).toSorted(),
      checks.map(({ id }) => [id, byApi.includes(id) ? "passed" : "not run"]).toSorted(),
    );
    assert.deepEqual(await changes(), []);
    succeeded(await lab.pulumi(["refresh", "--yes", "--expect-no-changes"]));
  });

  it("a step back removes the policy and its checks, and only those", async () => {
    await set("before-policy");
    assert.deepEqual(await changes(), [
      "delete checks-P24",
      "delete checks-P25",
      "delete checks-P26",
      "delete udn-pods-allow-to-devconf-demo-pods",
    ]);
    succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
  });

  it("back to the networks, workloads go before the networks they are on", async () => {
    await set("cluster-network");
    succeeded(await lab.pulumi(["up", "--yes", "--skip-preview"]));
    const left = (await lab.made()).map(({ urn }) => nameOf(urn));
    assert.ok(left.includes("udn-pods-colored-enterprise"));
    assert.deepEqual(
      left.filter((name) => name.startsWith("checks-") || name.includes("app-")),
      [],
    );
  });

  it("destroy leaves nothing", async () => {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await lab.leftovers(), []);
  });
});
