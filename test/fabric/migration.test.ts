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

  const intact = work.give(async (lab) => {
    const results = await lab.perform(lab.checks.map(({ id }) => id));
    const seen = [outageOf(results)];
    // A busy machine lets TCP's timer grow to seconds, and what is measured then is true and far more than what was cut.
    while (seen.length < 3 && isTooLong(seen.at(-1), 0.3)) seen.push(outageOf(await migrated(lab, {})));
    return { results, seen };
  });
  it("pass", async () => {
    const { results } = await intact();
    const { checks } = await loadScenario("udn-vms");
    assert.deepEqual(verdicts(results), Object.fromEntries(checks.map(({ id }) => [id, "passed"])), inWords(results));
  });
  it("measure an outage of 0.3 s", async () => assertOutages((await intact()).seen, 0.3));

  const long = work.give((lab) => migrated(lab, { cut: 3 }));
  it("pass after an outage of 3 s, and measure it", async () => {
    const results = await long();
    assert.deepEqual(verdicts(results), Object.fromEntries(experiment.map((id) => [id, "passed"])), inWords(results));
    assertOutages([outageOf(results)], 3);
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

/** What V7 measured, in seconds, and its words. */
interface Outage {
  readonly seconds: number;
  /** That it counts in. */
  readonly interval: number;
  readonly words: string;
}

function outageOf(results: readonly CheckResult[]): Outage {
  const { details = {}, observed = "" } = results.find(({ id }) => id === "V7") ?? {};
  return {
    seconds: Number(details["outageMs"]) / 1000,
    interval: Number(details["intervalSeconds"]),
    words: observed,
  };
}

/**
 * Whether it is longer than a cut link explains. After the cut, TCP tries again when its timer runs out, which it doubles each time: that
 * makes twice of an outage at most, and the first timer more, which is a fifth of a second and what the queue before the link adds.
 */
function isTooLong(outage: Outage | undefined, cut: number): boolean {
  return outage !== undefined && !(outage.seconds <= 2 * cut + 0.5 + outage.interval);
}

/** Nothing gets through a cut link, so each outage is as long at least; the last one is not much longer. */
function assertOutages(seen: readonly Outage[], cut: number): void {
  const told = seen.map(({ seconds, words }) => `${seconds} s, where ${cut} s are cut: ${words}`).join("\n");
  // An interval at its beginning or end counts only if next to nothing is in it.
  for (const { seconds, interval } of seen) assert.ok(seconds >= cut - interval, told);
  assert.ok(!isTooLong(seen.at(-1), cut), told);
}
