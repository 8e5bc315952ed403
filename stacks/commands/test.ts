import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { obtainTools, simulatedClusterTools, type ToolName } from "../../components/tools/index.ts";
import { projectDirectory } from "./project.ts";
import { lacks, survey } from "./survey.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Tier {
  readonly name: string;
  readonly about: string;
  /** Why this machine cannot run it; undefined if it can. Gets what can be got. */
  readonly leftOut: () => Promise<string | undefined>;
}

const tiers: readonly Tier[] = [
  { name: "unit", about: "Node alone", leftOut: () => Promise.resolve(undefined) },
  { name: "api", about: "a real etcd and kube-apiserver", leftOut: () => withoutTools(["etcd", "kube-apiserver"]) },
  { name: "engine", about: "Pulumi's engine and plugins on a simulated cluster", leftOut: withoutEngine },
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
  const total = { passed: 0, failed: 0, skipped: 0 };
  const leftOut: string[] = [];
  for (const tier of tiers.filter(({ name }) => words.length === 0 || words.includes(name))) {
    const reason = await tier.leftOut();
    if (reason !== undefined) {
      leftOut.push(`${tier.name} was left out (it needs ${tier.about}): ${reason}`);
      continue;
    }
    say(`\n${tier.name}: ${tier.about}`);
    const counts = await runMocha(tier.name);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  say("");
  for (const sentence of leftOut) say(sentence);
  if (total.passed + total.failed === 0) {
    say("No test was run, which is a failure.");
    total.failed++;
  }
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

async function withoutTools(tools: readonly ToolName[]): Promise<string | undefined> {
  const found = await obtainTools(tools, { say });
  const absent = [...found.values()].filter((tool) => tool.path === undefined);
  return absent.length === 0 ? undefined : absent.map((tool) => `${tool.tool}: ${tool.reasons.join("; ")}`).join(". ");
}

async function withoutEngine(): Promise<string | undefined> {
  const missing = lacks((await survey()).engine);
  if (missing.length > 0) return missing.map(({ what, problem }) => `${what}: ${problem ?? "missing"}`).join(". ");
  return withoutTools(simulatedClusterTools);
}

/** Mocha tells its counts in a file, so that its report stays as it is. */
async function runMocha(tier: string): Promise<Counts> {
  const files = join("test", tier);
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-test-"));
  const countsFile = join(folder, "counts");
  try {
    const status = await new Promise<number | null>((resolve) => {
      const child = spawn(
        process.execPath,
        [
          join("node_modules", "mocha", "bin", "mocha.js"),
          "--reporter",
          join("test", "counting-reporter.cjs"),
          // Files are independent of each other, and most of their time is waiting for other processes.
          "--parallel",
          "--jobs",
          "2",
          join(files, "**", "*.test.ts"),
        ],
        {
          cwd: projectDirectory,
          stdio: ["ignore", "inherit", "inherit"],
          env: { ...process.env, TEST_COUNTS_FILE: countsFile },
        },
      );
      child.on("close", resolve);
    });
    return readCounts(existsSync(countsFile) ? readFileSync(countsFile, "utf8") : "", status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The counts that a run left, `<passed> <failed> <skipped>`. A runner that failed without a failed test, or died before it
 * counted, is a failure of its own.
 * @param status the runner's exit status; null if a signal ended it
 */
export function readCounts(text: string, status: number | null): Counts {
  const [passed = 0, failed = 0, skipped = 0] = /^(\d+) (\d+) (\d+)$/.exec(text.trim())?.slice(1).map(Number) ?? [
    0, 1, 0,
  ];
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1), skipped };
}
