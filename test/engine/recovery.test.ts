import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../components/wait.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedWith, succeeded } from "../support/engine.ts";
import { endAll, killTree, type Process, processesThatName } from "../support/engine-processes.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

describe("an update that was killed, and a cluster that was lost", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;
  let firstIncarnation: string;

  /** What kwokctl leaves running; before, it asks each program for its version. */
  const daemons = async (): Promise<Process[]> =>
    (await processesThatName(join(".stacks", lab.stack, "kwok", "clusters"))).filter(
      ({ command }) => !command.endsWith(" --version"),
    );
  const runs = (list: readonly Process[], program: string): boolean =>
    list.some(({ command }) => command.includes(`/bin/${program} `));
  const gone = (process: Process, now: readonly Process[]): boolean => !now.some(({ pid }) => pid === process.pid);

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("recover");
  });
  after(() => Lab.disposeAll());

  /** Starts up and kills it, with all that it started but the cluster's own daemons, when the condition is met. */
  async function killUpWhen(what: string, condition: () => Promise<boolean>): Promise<Process[]> {
    const child = spawn(process.execPath, lab.commandLine("up", simulatedWith(upstream)), {
      env: lab.environment(),
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const kill = () => killTree(child, ({ command }) => command.includes(join(lab.stack, "kwok", "clusters")));
    try {
      await waitFor({ what, timeout: 200, interval: 0.05 }, async () => {
        if (await condition()) return { met: true };
        return { seen: child.exitCode === null ? "not yet" : `up ended with ${child.exitCode}` };
      });
    } catch (error) {
      await kill();
      throw error;
    }
    const killed = await kill();
    await ended;
    assert.ok(
      killed.some(({ command }) => /pulumi up/.test(command)),
      "Pulumi was among the killed",
    );
    assert.ok(
      killed.some(({ command }) => command.includes("lifecycle/main.ts create")),
      "the maker was among the killed",
    );
    return killed;
  }

  it("up killed before the cluster runs leaves a record of what was begun, and a lock that Pulumi names", async () => {
    await killUpWhen("the record of a creation", () => Promise.resolve(lab.record?.phase === "creating"));
    assert.equal(lab.record?.phase, "creating");
    const locked = await lab.command("up");
    assert.notEqual(locked.status, 0);
    assert.match(said(locked), /currently locked.*pulumi cancel/s);
    succeeded(await lab.pulumi(["cancel", "--yes"]));
  });

  it("up killed while the cluster's processes start leaves some of them, and the next up ends them and converges", async () => {
    await killUpWhen("the API server's process", async () => runs(await daemons(), "kube-apiserver"));
    const orphans = (await daemons()).filter(({ command }) => /\/bin\/(etcd|kube|kwok)/.test(command));
    assert.ok(runs(orphans, "kube-apiserver"), "the first try's API server runs on");
    succeeded(await lab.pulumi(["cancel", "--yes"]));
    const up = succeeded(await lab.command("up"));
    assert.match(said(up), /interrupted while creating/);
    const now = await daemons();
    assert.deepEqual(
      orphans.filter((orphan) => !gone(orphan, now)),
      [],
    );
    for (const program of ["etcd", "kube-apiserver", "kwok-controller"])
      assert.equal(now.filter(({ command }) => command.includes(`/bin/${program} `)).length, 1, program);
    succeeded(await lab.pulumi(["refresh", "--yes", "--clear-pending-creates"]));
    const preview = succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
    assert.doesNotMatch(said(preview), /pending operations|interrupted/);
    firstIncarnation = lab.record?.incarnation ?? "";
    assert.equal(lab.record?.phase, "ready");
  });

  it("a preview after the cluster was killed says so in one sentence and plans everything anew", async () => {
    endAll(await daemons());
    const made = await lab.made();
    const { steps, diagnostics = [] } = await lab.preview();
    const warnings = diagnostics.map(({ message }) => message).join("");
    const sentence = new RegExp(`the simulated cluster ovn-${lab.stack} is gone .*it will be made anew`, "g");
    assert.equal(warnings.match(sentence)?.length, 1, warnings);
    assert.doesNotMatch(warnings, /unreachable/);
    const replaced = new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
    const left = made.map(({ urn }) => urn).filter((urn) => !replaced.has(urn));
    // A check is run again where it is: it is nothing in the cluster.
    assert.deepEqual(left.map((urn) => urn.split("::").at(-1)).toSorted(), ["checks-O1", "checks-O2"]);
    assert.deepEqual(steps.filter(({ op, urn }) => op === "update" && left.includes(urn)).length, 2);
  });

  it("the next up builds it anew and ends clean", async () => {
    succeeded(await lab.command("up"));
    assert.notEqual(lab.record?.incarnation, firstIncarnation);
    assert.ok(runs(await daemons(), "kube-apiserver"));
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("refresh with the cluster's folder removed under it forgets what was in the cluster and does not fail", async () => {
    rmSync(lab.directory, { recursive: true, force: true });
    const orphans = await daemons();
    endAll(orphans.filter(({ command }) => command.includes("/bin/etcd ")));
    assert.ok(orphans.length > 1);
    succeeded(await lab.pulumi(["refresh", "--yes"]));
    assert.deepEqual(
      (await lab.resources()).filter(({ type }) => type === "kubernetes:core/v1:Pod"),
      [],
    );
  });

  it("destroy right after the loss works, ends what still runs and leaves nothing", async () => {
    assert.ok((await daemons()).length > 0, "something of the lost cluster still runs");
    assert.equal(existsSync(lab.directory), false);
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await lab.leftovers(), []);
  });
});
