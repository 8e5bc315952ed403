import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eachBuildsOnTheLast, Lab, type Preview, simulatedWith, succeeded } from "../support/engine.ts";
import { endAll, type Process, processesThatName } from "../support/engine-processes.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

describe("a cluster that was lost or does not answer", function () {
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

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("recover");
  });
  after(() => Lab.disposeAll());

  async function apiServer(): Promise<Process> {
    const [server, ...others] = (await daemons()).filter(({ command }) => command.includes("/bin/kube-apiserver "));
    assert.ok(server);
    assert.deepEqual(others, []);
    return server;
  }

  async function warnings(): Promise<string> {
    const { diagnostics = [] } = await lab.preview();
    return diagnostics.map(({ message }) => message).join("");
  }

  it("a cluster is built", async () => {
    succeeded(await lab.command("up", simulatedWith(upstream)));
    firstIncarnation = lab.record?.incarnation ?? "";
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
    assert.deepEqual(left.map((urn) => urn.split("::").at(-1)).toSorted(), [
      "checks-O1",
      "checks-O2",
      "cluster-simulated-remains",
    ]);
    assert.deepEqual(steps.filter(({ op, urn }) => op === "update" && left.includes(urn)).length, 2);
  });

  it("the next up builds it anew and ends clean", async () => {
    succeeded(await lab.command("up"));
    assert.notEqual(lab.record?.incarnation, firstIncarnation);
    assert.ok(runs(await daemons(), "kube-apiserver"));
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("an API server that does not answer is told in one sentence by preview, and refresh does not fail", async () => {
    endAll([await apiServer()]);
    const sentence = new RegExp(`the simulated cluster ovn-${lab.stack} .*it will be made anew`, "g");
    const told = await warnings();
    assert.equal(told.match(sentence)?.length, 1, told);
    succeeded(await lab.pulumi(["refresh", "--yes"]));
  });

  it("the next up makes a cluster whose API server was gone anew, though its other programs ran", async () => {
    const before = lab.record?.incarnation;
    succeeded(await lab.command("up"));
    assert.notEqual(lab.record?.incarnation, before);
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("a preview of a cluster whose API server takes connections and never answers ends in time and says so", async () => {
    process.kill((await apiServer()).pid, "SIGSTOP");
    const start = Date.now();
    const { stdout, stderr } = succeeded(await lab.command("preview", ["--json"]));
    // Without limits it ended when the server did: never.
    assert.ok(Date.now() - start < 120_000, `${Date.now() - start} ms`);
    const { steps, diagnostics = [] } = JSON.parse(stdout) as Preview;
    const told = diagnostics.map(({ message }) => message).join("");
    assert.match(told, /is gone or does not answer .*last seen: no answer within 5 s\); it will be made anew/);
    assert.doesNotMatch(told + stderr, /exited prematurely|unreachable/);
    // The chart's objects one by one: the plugin was not too impatient with what stands for the new cluster.
    const replaced = steps.filter(({ op }) => op === "replace").map(({ urn }) => urn.split("::").at(-2) ?? "");
    assert.ok(
      replaced.some((type) => type.endsWith("apps/v1:DaemonSet")),
      replaced.join(" "),
    );
  });

  it("the next up makes that cluster anew and ends the server that never answered", async () => {
    const before = lab.record?.incarnation;
    const { pid } = await apiServer();
    succeeded(await lab.command("up"));
    assert.notEqual(lab.record?.incarnation, before);
    assert.notEqual((await apiServer()).pid, pid);
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
