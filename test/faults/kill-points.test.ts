import assert from "node:assert/strict";
import { waitFor } from "../../components/wait.ts";
import { Lab, said, simulatedWith, succeeded } from "../support/engine.ts";
import { Interrupted } from "../support/interrupt.ts";
import { describePoint, type KillPoint, killPoints, type Moment, ways } from "../support/kill-points.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const seed = Number(process.env["KILL_SEED"] ?? 1);
const number = Number(process.env["KILL_POINTS"] ?? 12);
/** Of overlay on a simulated cluster. */
const resources = 78;

const duringDestroy: readonly Moment[] = [
  { kind: "script", script: "components/clusters/lifecycle/main.ts delete" },
  { kind: "made", count: 1 },
  { kind: "made", count: 12 },
];

describe("an update that is interrupted at any point", function () {
  this.timeout(600_000);
  let upstream: Upstream;
  let lab: Lab;

  before(async function () {
    if (process.platform !== "linux") this.skip();
    upstream = await upstreamOrSkip(this);
  });
  beforeEach(async () => {
    lab = await Lab.make("kill");
  });
  afterEach(() => Lab.disposeAll());

  /** Nothing of an interrupted run goes on: no script of a Command, nothing that one started, no plugin. */
  async function childrenEnd(run: Interrupted): Promise<void> {
    await waitFor({ what: "children of the interrupted run to end", timeout: 30, interval: 0.2 }, async () => {
      const left = await run.children();
      return left.length === 0 ? { met: true } : { seen: left.map(({ command }) => command).join("; ") };
    });
    if (lab.record?.phase === "ready") return;
    await waitFor(
      { what: "daemons of the cluster that was not finished to end", timeout: 30, interval: 0.2 },
      async () => {
        const left = await run.running();
        return left.length === 0 ? { met: true } : { seen: left.map(({ command }) => command).join("; ") };
      },
    );
  }

  for (const [i, point] of killPoints(seed, number, resources).entries())
    it(`kill point ${i + 1} (seed ${seed}): up, ${describePoint(point)}; the next up converges, destroy leaves nothing`, async () => {
      const run = await interrupted("up", simulatedWith(upstream), point);
      if (point.way !== "kill -9 of everything") await childrenEnd(run);
      const up = succeeded(await lab.command("up"));
      assert.match(said(up), /Checks: 0 passed, 0 failed, 2 not run/);
      const preview = succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
      assert.doesNotMatch(said(preview), /pending operations|interrupted/);
      await destroyed();
    });

  for (const [i, moment] of duringDestroy.slice(0, Math.max(1, number / 4)).entries()) {
    const point: KillPoint = { moment, way: ways[(seed + i) % ways.length] ?? "Ctrl-C" };
    it(`destroy: kill point ${i + 1}, ${describePoint(point)}; the next destroy leaves nothing`, async () => {
      succeeded(await lab.command("up", simulatedWith(upstream)));
      const run = await interrupted("destroy", [], point);
      if (point.way !== "kill -9 of everything")
        await waitFor({ what: "children of the destroy to end", timeout: 30, interval: 0.2 }, async () => {
          const left = await run.children();
          return left.length === 0 ? { met: true } : { seen: left.map(({ command }) => command).join("; ") };
        });
      await destroyed();
    });
  }

  // The state is written at the end of a destroy alone, so after a kill it still has what is gone.
  const beforeAndIn: Readonly<Record<string, Moment>> = {
    "before the cluster goes": { kind: "made", count: 12 },
    "while the cluster goes": { kind: "script", script: "components/clusters/lifecycle/main.ts delete" },
  };
  for (const [when, moment] of Object.entries(beforeAndIn))
    it(`destroy: kill -9 of everything ${when}; the next up converges, destroy leaves nothing`, async () => {
      succeeded(await lab.command("up", simulatedWith(upstream)));
      await interrupted("destroy", [], { moment, way: "kill -9 of everything" });
      assert.match(said(succeeded(await lab.command("up"))), /Checks: 0 passed, 0 failed, 2 not run/);
      succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
      await destroyed();
    });

  it("kill point inside of the cluster's creation: destroy without another up leaves nothing", async () => {
    const moment = { kind: "program", program: "kube-apiserver" } as const;
    await interrupted("up", simulatedWith(upstream), { moment, way: "kill -9 of everything" });
    assert.equal(lab.record?.phase, "creating");
    await destroyed();
  });

  async function interrupted(
    command: string,
    words: readonly string[],
    { moment, way }: KillPoint,
  ): Promise<Interrupted> {
    const run = new Interrupted(lab, command, words);
    await run.interrupt(moment, way);
    return run;
  }

  async function destroyed(): Promise<void> {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await lab.leftovers(), []);
  }
});
