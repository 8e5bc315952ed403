import assert from "node:assert/strict";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { loadScenario } from "../../stacks/registry.ts";
import { type MigrationPlan, usualPlan } from "../support/fabric/guests/migrations.ts";
import { guestsOrSkip } from "../support/fabric/guests/requirements.ts";
import { SharedWork } from "../support/fabric/guests/shared-work.ts";
import { VmBench } from "../support/fabric/guests/vm-bench.ts";
import type { VmLab } from "../support/fabric/guests/vm-lab.ts";
import { mutationOf, vmMutations } from "../support/fabric/guests/vm-mutations/index.ts";
import { runMutation } from "../support/fabric/mutations/run-mutation.ts";
import { record } from "../support/fabric/suite.ts";
import { upstreamOrSkip } from "../support/upstream.ts";

/** Most of their time is waiting. */
const labCount = 6;
const experiment = ["V5", "V6", "V7", "V8"];

describe("the checks of scenario udn-vms with real guests", function () {
  this.timeout(240_000);
  const work = new SharedWork<VmLab>();
  let bench: VmBench | undefined;
  let allDone: Promise<void> | undefined;

  before(async function () {
    await guestsOrSkip(this, "connections");
    bench = await VmBench.start(await upstreamOrSkip(this));
    allDone = work.begin(await bench.labs(labCount));
  });
  after(async () => {
    await allDone;
    await bench?.stop();
  });

  /** The experiment with a migration that goes otherwise. */
  const migrated = async (lab: VmLab, plan: Partial<MigrationPlan>): Promise<CheckResult[]> => {
    lab.migrations.plan = { ...usualPlan, ...plan };
    try {
      return await lab.perform(experiment);
    } finally {
      lab.migrations.plan = usualPlan;
    }
  };

  const intact = work.give(async (lab) => lab.perform(lab.checks.map(({ id }) => id)));
  it("pass", async () => {
    const results = await intact();
    const { checks } = await loadScenario("udn-vms");
    assert.deepEqual(verdicts(results), Object.fromEntries(checks.map(({ id }) => [id, "passed"])), inWords(results));
  });
  it("measure an outage of 0.3 s", async () => assertOutage(await intact(), 0.3));

  const long = work.give((lab) => migrated(lab, { cut: 3 }));
  it("pass after an outage of 3 s, and measure it", async () => {
    const results = await long();
    assert.deepEqual(verdicts(results), Object.fromEntries(experiment.map((id) => [id, "passed"])), inWords(results));
    assertOutage(results, 3);
  });

  for (const mutation of vmMutations) {
    const rows = work.give((lab) => runMutation(mutationOf(lab, mutation), (ids) => lab.perform(ids)));
    it(`${Object.keys(mutation.breaks).join(", ")}: red when ${mutation.name}`, async () => {
      record("udn-vms", await rows());
      assert.deepEqual(
        (await rows()).filter(({ detected }) => !detected),
        [],
      );
    });
  }
});

function verdicts(results: readonly CheckResult[]): Record<string, string> {
  return Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]));
}

function inWords(results: readonly CheckResult[]): string {
  return results.map(({ id, verdict, observed }) => `${id} ${verdict}: ${observed}`).join("\n");
}

/**
 * Nothing gets through a cut link. After it, TCP tries again when its timer runs out, which it doubles each time: that makes twice of
 * an outage at most, and the first timer more, which is a fifth of a second and what the queue before the link adds.
 */
function assertOutage(results: readonly CheckResult[], cut: number): void {
  const { details = {}, observed = "" } = results.find(({ id }) => id === "V7") ?? {};
  const [outage, interval] = [Number(details["outageMs"]) / 1000, Number(details["intervalSeconds"])];
  const seen = `${outage} s, where ${cut} s are cut: ${observed}`;
  // An interval at its beginning or end counts only if next to nothing is in it.
  assert.ok(outage >= cut - interval && outage <= 2 * cut + 0.5 + interval, seen);
}
