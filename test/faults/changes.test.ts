import assert from "node:assert/strict";
import { eachBuildsOnTheLast, Lab, simulatedSettings, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const upWords = ["up", "--yes", "--skip-preview"];

describe("a stack whose settings change, on a simulated cluster", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("change");
    await lab.init({ scenario: "overlay", step: "networks", workers: "1", ...simulatedSettings(upstream) });
    succeeded(await lab.pulumi(upWords));
  });
  after(() => Lab.disposeAll());

  /** Kinds and names of what the stack has in its scenario. */
  async function ofScenario(): Promise<string[]> {
    return (await lab.made())
      .map(({ urn }) => urn.split("::").at(-1) ?? "")
      .filter((name) => /^(overlay|udn-pods)-/.test(name));
  }

  it("another version of a part is installed over the old one, in the same cluster", async () => {
    const cluster = lab.record?.incarnation;
    const before = await lab.resources();
    succeeded(await lab.pulumi(["config", "set", "lab:multus", "v4.3.0"]));
    const { steps } = await lab.preview();
    const changed = steps.filter(({ op, urn }) => op !== "same" && urn.includes("multus"));
    assert.ok(changed.length > 0);
    succeeded(await lab.pulumi(upWords));
    assert.equal(lab.record?.incarnation, cluster);
    assert.equal((await lab.resources()).length, before.length);
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("another scenario in the same stack takes the place of the first, in the same cluster", async () => {
    const cluster = lab.record?.incarnation;
    assert.ok((await ofScenario()).every((name) => name.startsWith("overlay-")));
    succeeded(
      await lab.pulumi([
        "config",
        "set-all",
        "--plaintext",
        "lab:scenario=udn-pods",
        "--plaintext",
        "lab:step=namespaces",
      ]),
    );
    succeeded(await lab.pulumi(upWords));
    const now = await ofScenario();
    assert.ok(now.length > 0 && now.every((name) => name.startsWith("udn-pods-")), now.join(", "));
    assert.equal(lab.record?.incarnation, cluster);
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("destroy leaves nothing of either", async () => {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await lab.leftovers(), []);
  });
});
