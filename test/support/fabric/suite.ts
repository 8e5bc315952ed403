import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import type { CheckResult } from "../../../components/checks/verdict.ts";
import { upstreamOrSkip } from "../upstream.ts";
import { FabricLab } from "./lab.ts";
import { labSettings } from "./mutations/index.ts";
import type { Mutation } from "./mutations/mutation.ts";
import { type MutationRow, runMutation } from "./mutations/run-mutation.ts";
import { slowestChain } from "./slowest-chain.ts";
import { missingFor, type Need } from "./needs.ts";

/** A scenario, built up to a step: its checks pass there, and mutations turn them red. */
export interface Stage {
  /** Its last step; undefined: all of the scenario. */
  readonly step: string | undefined;
  readonly mutations: readonly Mutation[];
}

export interface SuiteOptions {
  readonly scenario: string;
  /** Stages in the order of their steps. */
  readonly stages: (lab: () => FabricLab) => readonly Stage[];
  /** What this machine needs for it beside what the whole tier needs. */
  readonly needs?: readonly Need[];
  /** What is made beside the scenario's own objects, before they are built. */
  readonly prepare?: (lab: FabricLab) => Promise<void>;
}

/** Tests that a scenario's checks pass on an intact fabric, and that none of them passes when what it is about is wrong. */
export function describeLab({ scenario, stages, needs = [], prepare }: SuiteOptions): void {
  describe(`the checks of scenario ${scenario} where packets flow`, function () {
    this.timeout(120_000);
    let lab: FabricLab | undefined;

    before(async function () {
      const upstream = await upstreamOrSkip(this);
      const missing = await missingFor(needs);
      if (missing !== undefined) {
        process.stdout.write(`    skipped: ${missing}\n`);
        this.skip();
      }
      lab = await FabricLab.start(scenario, upstream, labSettings[scenario]);
      await prepare?.(lab);
    });
    after(() => lab?.stop());
    const theLab = (): FabricLab => {
      if (!lab) throw new Error("there is no lab yet");
      return lab;
    };

    for (const { step, mutations } of stages(theLab))
      describe(step === undefined ? "at its end" : `up to step ${step}`, () => {
        before(() => theLab().build(step));

        let results: readonly CheckResult[] = [];
        let seconds = 0;

        it("pass", async () => {
          const start = Date.now();
          results = await theLab().perform(theLab().holding());
          seconds = (Date.now() - start) / 1000;
          assert.deepEqual(
            results
              .filter(({ verdict }) => verdict !== "passed")
              .map(({ id, verdict, observed }) => ({ id, verdict, observed })),
            [],
          );
          assert.ok(results.length > 0);
        });

        it("take at most twice the time of the slowest of them", () => {
          const chain = slowestChain(theLab().scenario.checks, results);
          const ratio = seconds / chain;
          process.stdout.write(
            `        ${results.length} checks in ${seconds.toFixed(1)} s, the slowest chain ${chain.toFixed(1)} s: ${ratio.toFixed(2)}\n`,
          );
          // Of what is over in a moment, most is the time between checks.
          assert.ok(ratio <= 2 || seconds < 1, String(ratio));
        });

        for (const mutation of mutations)
          it(`${Object.keys(mutation.breaks).join(", ")}: red when ${mutation.name}`, async () => {
            const rows = await runMutation(mutation, (ids, limitsOf) => theLab().perform(ids, limitsOf));
            record(scenario, rows);
            assert.deepEqual(
              rows.filter(({ detected }) => !detected),
              [],
            );
          });
      });
  });
}

/** For `npm run test:mutations`, which makes a table of them. */
export function record(scenario: string, rows: readonly MutationRow[]): void {
  const file = process.env["MUTATION_ROWS_FILE"];
  if (file) for (const row of rows) appendFileSync(file, `${JSON.stringify({ scenario, ...row })}\n`);
}
