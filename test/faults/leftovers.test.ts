import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { eachBuildsOnTheLast, Lab, simulatedWith, succeeded } from "../support/engine.ts";
import { compareInventories, type HostInventory, ofOtherStacks, takeInventory } from "../support/host-inventory.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const ownKubeconfig = "apiVersion: v1\nkind: Config\ncurrent-context: mine\n";

describe("what a simulated cluster's stack leaves on the machine, with state in the project's folder as users have it", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let upstream: Upstream;
  const labs: Lab[] = [];
  let untouched: HostInventory;
  /** Pulumi's own defaults: state, copies of it and passphrase in this clone. */
  const asUsers = {
    PULUMI_BACKEND_URL: undefined,
    PULUMI_CONFIG_PASSPHRASE: undefined,
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  };
  const first = (): Lab => labs[0] ?? assert.fail("no lab");
  const second = (): Lab => labs[1] ?? assert.fail("no second lab");
  const inventory = (): Promise<HostInventory> =>
    takeInventory({
      folders: { project: projectDirectory, ...Object.fromEntries(labs.flatMap(foldersOf)) },
      marks: labs.flatMap(({ stack, home }) => [stack, home]),
      environment: process.env,
      // Transpiled sources of Node's loader: one folder for all that this user runs with it, like a cache.
      ignored: [/^temporary \d\/tsx-\d+\//, ofOtherStacks(labs.map(({ stack }) => stack))],
    });
  const foldersOf = ({ home, temporary }: Lab, i: number): [string, string][] => [
    [`home ${i + 1}`, home],
    [`temporary ${i + 1}`, temporary],
  ];

  before(async function () {
    upstream = await upstreamOrSkip(this);
    for (const label of ["left", "leftalso"]) labs.push(await Lab.make(label));
    for (const { home } of labs) {
      mkdirSync(join(home, ".kube"));
      writeFileSync(join(home, ".kube", "config"), ownKubeconfig);
    }
  });
  after(async () => {
    for (const lab of labs) await lab.command("destroy", [], asUsers);
    await Lab.disposeAll();
  });

  it("is much while it is up: processes that listen, files of the stack, Pulumi's state", async () => {
    untouched = await inventory();
    succeeded(await first().command("up", simulatedWith(upstream), asUsers));
    const left = compareInventories(untouched, await inventory());
    for (const what of [
      new RegExp(`^left, processes: \\d+ .*${first().stack}.*kube-apiserver`),
      /^left, ports: \d+$/,
      new RegExp(`^left, files: project/\\.stacks/${first().stack}/kubeconfig `),
      new RegExp(`^left, files: project/stacks/Pulumi\\.${first().stack}\\.yaml `),
      new RegExp(`^left, files: project/\\.pulumi/stacks/lab/${first().stack}\\.json `),
    ])
      assert.ok(
        left.some((line) => what.test(line)),
        `${String(what)} is not among\n${left.join("\n")}`,
      );
  });

  it("of one stack is nothing while another is up: no copy of its state, no history, no temporary kubeconfig", async () => {
    const beforeSecond = await inventory();
    succeeded(await second().command("up", simulatedWith(upstream), asUsers));
    succeeded(await second().command("destroy", [], asUsers));
    // The other cluster works meanwhile.
    const left = compareInventories(beforeSecond, await inventory());
    assert.deepEqual(
      left.filter((line) => !line.includes(`/${first().stack}/kwok/clusters/`)),
      [],
    );
  });

  it("is nothing after destroy: no process, port, link, container, network, volume or file, and no other kubeconfig", async () => {
    succeeded(await first().command("destroy", [], asUsers));
    assert.deepEqual(compareInventories(untouched, await inventory()), []);
  });
});
