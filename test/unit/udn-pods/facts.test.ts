import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { checkRequest, type Plan, planOf, scenarioObjects } from "../planned.ts";
import { upstream } from "../support.ts";
import { plannedChecks, toTheInternet, untilPolicy } from "./checks.ts";
import { objectsUpTo, stepNames } from "./objects.ts";

const ids = plannedChecks.map(({ id }) => id);
const notRun = (plan: Plan): Record<string, unknown> =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const { notRunBecause } = checkRequest(plan, id);
      return notRunBecause === null ? [] : [[id, notRunBecause]];
    }),
  );

describe("the scenario udn-pods", function () {
  this.timeout(120_000);
  const plans: Record<string, Plan> = {};
  const settings: Record<string, Record<string, string>> = {
    kind: { artifacts: upstream },
    simulated: { cluster: "simulated", artifacts: upstream },
    existing: { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod", platform: "present" },
    "kind without the internet": { artifacts: upstream, internet: "none" },
  };
  before(async () => {
    const made = Object.entries(settings).map(async ([what, given]) => (plans[what] = await planOf(given, "udn-pods")));
    await Promise.all(made);
  });
  const planFor = (what: string): Plan => plans[what] ?? assert.fail(`no plan for ${what}`);

  for (const what of Object.keys(settings)) {
    it(`has on ${what} every object of the workshop and no other`, () =>
      assert.deepEqual(scenarioObjects(planFor(what)), objectsUpTo("policy")));

    it(`has on ${what} every check of the workshop and no other, each as a resource`, () => {
      const plan = planFor(what);
      assert.deepEqual(plan.checks, plannedChecks);
      const made = plan.resources.filter(({ parent }) => parent?.endsWith("::checks")).map(({ name }) => name);
      assert.deepEqual(
        made,
        ids.map((id) => `checks-${id}`),
      );
    });
  }

  it("has the workshop's steps in its order, each with an explanation", async () => {
    const { steps } = await loadScenario("udn-pods");
    assert.deepEqual(
      steps.map(({ name }) => name),
      stepNames,
    );
    for (const { name, explanation } of steps) assert.match(explanation, /^[A-Z].*\.$/, name);
  });

  it("asks of each check's process that check, and hands a blocked one its twin", async () => {
    const { checks } = await loadScenario("udn-pods");
    const byId = new Map(checks.map((check) => [check.id, check]));
    for (const { id, expect } of plannedChecks)
      assert.deepEqual(checkRequest(planFor("kind"), id), {
        check: byId.get(id),
        twin: expect.kind === "blocked" ? byId.get(expect.twin) : null,
        kubeconfig: ".stacks/unit-tests/kubeconfig",
        context: null,
        notRunBecause: null,
        results: ".stacks/unit-tests/results",
        timeout: 90,
        atOnce: 0,
      });
  });

  it("runs on simulated nodes only the questions to the API", () =>
    assert.deepEqual(
      notRun(planFor("simulated")),
      Object.fromEntries(
        ids.filter((id) => !["P05", "P20"].includes(id)).map((id) => [id, "simulated nodes carry no packets"]),
      ),
    ));

  it("leaves out without the internet the checks that need it, and no other", () =>
    assert.deepEqual(
      notRun(planFor("kind without the internet")),
      Object.fromEntries(toTheInternet.map((id) => [id, "it needs the internet, and lab:internet is none"])),
    ));

  it("leaves out nothing where packets and the internet are", () => {
    assert.deepEqual(notRun(planFor("kind")), {});
    assert.deepEqual(notRun(planFor("existing")), {});
  });

  it("has checks that only its policy ends, and they are those of red and of no policies", async () => {
    const { checks } = await loadScenario("udn-pods");
    const ended = checks.flatMap(({ id, until }) => (until === undefined ? [] : [[id, until]]));
    assert.deepEqual(
      ended,
      untilPolicy.map((id) => [id, "policy"]),
    );
  });

  it("has for each check of what is blocked a twin that proves it", async () => {
    const { checks } = await loadScenario("udn-pods");
    const step = (check: Check): number => stepNames.indexOf(check.step);
    const blocked = checks.filter(({ expect }) => expect.kind === "blocked");
    assert.deepEqual(
      blocked.map(({ id }) => id),
      ["P02", "P04", "P06", "P10", "P23", "P25", "P26"],
    );
    for (const check of blocked) {
      const twin = checks.find(({ id }) => check.expect.kind === "blocked" && id === check.expect.twin);
      assert.ok(twin, check.id);
      assert.equal(twin.expect.kind, "reachable", check.id);
      assert.ok(step(twin) <= step(check), `${twin.id} comes after ${check.id}`);
      assert.ok(twin.until === undefined || check.until !== undefined, `${twin.id} ends before ${check.id}`);
      // What is blocked is blocked by nothing but the network: the twin probes in the same way.
      assert.equal(twin.how.kind, check.how.kind, check.id);
    }
  });
});
