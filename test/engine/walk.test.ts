import assert from "node:assert/strict";
import { run, type RunResult } from "../../components/processes.ts";
import { eachBuildsOnTheLast, Lab, simulatedWith, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

describe("a walk through a scenario on a simulated cluster", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("walk");
  });
  after(() => Lab.disposeAll());

  /** Walks with what is typed at all its questions. */
  const walk = (input: string): Promise<RunResult> =>
    run(process.execPath, lab.commandLine("walk", [...simulatedWith(upstream), "-c", "workers=1"]), {
      environment: lab.environment(),
      input,
    });

  const objects = async (): Promise<string[]> =>
    (await lab.made()).map(({ urn }) => urn.split("::").at(-1) ?? "").filter((name) => /^(overlay|checks)-/.test(name));

  it("ends where the input ends, and what was confirmed is built", async () => {
    const { stdout } = succeeded(await walk("\n"));
    assert.match(stdout, /^overlay: Two tenants on one secondary layer-2 network, in 2 steps$/m);
    assert.match(stdout, /^Step 1 of 2, networks\nTwo namespaces, /m);
    assert.match(stdout, /^Step 2 of 2, workloads$/m);
    assert.match(stdout, /^Ended before step workloads was built\.$/m);
    assert.deepEqual(
      (await objects()).filter((name) => !name.includes("tenant")),
      [],
    );
  });

  it("comes to its last line, with the verdicts of the last step before it", async () => {
    const { stdout } = succeeded(await walk("\n\n"));
    assert.match(
      stdout,
      /Checks: 0 passed, 0 failed, 2 not run\n(.*\n)*That was the last step\. Clean up with: npm run destroy -- overlay --stack walk-\w+\n$/,
    );
    assert.ok((await objects()).includes("checks-O2"));
  });

  it("leaves nothing after its own advice is followed", async () => {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await lab.leftovers(), []);
  });
});
