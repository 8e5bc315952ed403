import assert from "node:assert/strict";
import { join } from "node:path";
import { run } from "../../components/processes.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { Lab, said } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const bootstrap = join(projectDirectory, "stacks", "commands", "bootstrap.mjs");

interface Figure {
  readonly figure: string;
  readonly value: number | string;
  readonly target: string;
  readonly met: boolean;
  readonly command: string;
}

describe("npm run bench", function () {
  this.timeout(400_000);
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("bench");
  });
  after(() => Lab.disposeAll());

  it("measures an up and the talk's commands on simulated clusters, and leaves neither", async () => {
    const settings = ["simulatedDelays=0.01", ...(upstream.folder ? [`artifacts=${upstream.folder}`] : [])];
    const words = [...settings.flatMap((pair) => ["-c", pair]), "--json", "--no-page"];
    const result = await run(process.execPath, [bootstrap, "bench", "up", "overlay", ...words], {
      environment: lab.environment(),
    });
    // 1: a target was missed, which at such a factor says nothing.
    assert.ok([0, 1].includes(result.status), said(result));
    const figures = JSON.parse(result.stdout) as Figure[];
    assert.deepEqual(
      figures.map(({ figure, command }) => [figure, command]),
      ["critical path", "the talk's commands"].map((than) => [`overlay: up / ${than}`, "npm run bench -- up overlay"]),
    );
    for (const { figure, value } of figures) assert.ok(typeof value === "number" && value > 0, `${figure}: ${value}`);
    assert.match(result.stderr, /talk: all of it: [\d.]+ s/);
    assert.deepEqual(await lab.leftovers(), []);
  });
});
