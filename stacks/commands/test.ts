import { join } from "node:path";
import { simulatedClusterTools } from "../../components/tools/index.ts";
import { type Counts, describeFailures, noTests, runMocha, sum } from "./mocha.ts";
import { runFabric, withoutFabric } from "./test-fabric.ts";
import { lacks, survey } from "./survey.ts";
import { withoutTools } from "./without-tools.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Tier {
  readonly name: string;
  readonly about: string;
  /** Why this machine cannot run it; undefined if it can. Gets what can be got. */
  readonly leftOut: () => Promise<string | undefined>;
  /** Takes too long for every run: it has to be named. */
  readonly onlyIfNamed?: boolean;
  /** Default: all its files in one run of mocha. */
  readonly run?: () => Promise<Counts>;
}

const tiers: readonly Tier[] = [
  { name: "unit", about: "Node alone", leftOut: () => Promise.resolve(undefined) },
  { name: "api", about: "a real etcd and kube-apiserver", leftOut: () => withoutTools(["etcd", "kube-apiserver"]) },
  {
    name: "fabric",
    about: "root on Linux: networks of a simulated cluster that carry packets",
    leftOut: withoutFabric,
    run: () => runFabric(),
  },
  { name: "engine", about: "Pulumi's engine and plugins on a simulated cluster", leftOut: withoutEngine },
  {
    name: "faults",
    about:
      "Pulumi's engine on simulated clusters that are interrupted and spoilt; npm run test:faults makes a table of it",
    leftOut: withoutEngine,
    onlyIfNamed: true,
  },
];

/** `npm test [-- <tier>…]`: runs the tiers that this machine can run, says why it leaves others out, and ends with the counts over all. */
export async function test(words: readonly string[]): Promise<number> {
  const unknown = words.filter((word) => !tiers.some((tier) => tier.name === word));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no tier ${unknown.join(", ")}; there are ${tiers.map((tier) => tier.name).join(", ")}.\n`,
    );
    return 2;
  }
  let total = noTests;
  const leftOut: string[] = [];
  for (const tier of tiers.filter((one) => (words.length === 0 ? !one.onlyIfNamed : words.includes(one.name)))) {
    const reason = await tier.leftOut();
    if (reason !== undefined) {
      leftOut.push(`${tier.name} was left out (it needs ${tier.about}): ${reason}`);
      continue;
    }
    say(`\n${tier.name}: ${tier.about}`);
    const counts = await (tier.run?.() ?? runMocha([join("test", tier.name, "**", "*.test.ts")]));
    total = sum([total, counts]);
  }
  say("");
  for (const sentence of leftOut) say(sentence);
  if (total.passed + total.failed === 0) {
    say("No test was run, which is a failure.");
    total = { ...total, failed: total.failed + 1 };
  }
  for (const line of describeFailures(total)) say(line);
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

/** Why this machine cannot run tests with Pulumi's engine; undefined if it can. Gets what can be got. */
export async function withoutEngine(): Promise<string | undefined> {
  const missing = lacks((await survey()).engine);
  if (missing.length > 0) return missing.map(({ what, problem }) => `${what}: ${problem ?? "missing"}`).join(". ");
  return withoutTools(simulatedClusterTools);
}
