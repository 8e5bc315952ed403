import { commandOf } from "../next-steps.ts";
import { loadScenario } from "../registry.ts";
import { readArguments } from "./arguments.ts";
import { whyNot } from "./choose-cluster.ts";
import { ensureStack, requirePulumi, update } from "./lifecycle.ts";
import { obtainMissing } from "./obtain-missing.ts";
import { showPlan } from "./plan.ts";
import { projectDirectory } from "./project.ts";
import { writtenSettings } from "./stack-settings.ts";
import { countVerdicts, readVerdicts } from "./verdicts.ts";
import { canRun, lacks, survey, type Survey } from "./survey.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm start`: the most real thing this machine can do with a scenario. The first line says what is done and why not
 * more, the last one what was and was not done.
 */
export async function start(words: readonly string[]): Promise<number> {
  const args = readArguments(words, "overlay");
  const { title } = await loadScenario(args.scenario);
  const found = await obtainMissing(await survey(), say);
  const cluster =
    args.settings["cluster"] ?? writtenSettings(projectDirectory, args.stack)?.["lab:cluster"] ?? possible(found);
  if (cluster === undefined) {
    say(`${args.scenario} (${title}) as a plan only: ${planReason(found)}.`);
    say("npm run doctor tells what this machine lacks and what mends it.\n");
    const status = await showPlan(args);
    say(`\nA plan was printed. Nothing was created, nothing was checked: ${planReason(found)}.`);
    return status;
  }
  say(`${args.scenario} (${title}) on ${describe(cluster, found)}.`);
  const pulumi = await requirePulumi(found);
  await ensureStack(pulumi, { ...args, settings: { ...args.settings, cluster } }, found);
  const status = await update(pulumi, args);
  const cleanUp = `Clean up with: ${commandOf("destroy", args)}`;
  if (status !== 0) say(`The lab on the ${cluster} cluster is not complete: what failed is told above. ${cleanUp}`);
  else
    say(
      `Built on ${cluster === "simulated" ? "a simulated cluster, so no packet was sent" : `the ${cluster} cluster`}. ` +
        `Checks: ${countVerdicts(await readVerdicts(pulumi, args.stack))}. ${cleanUp}`,
    );
  return status;
}

function possible(found: Survey): "kind" | "simulated" | undefined {
  return (["kind", "simulated"] as const).find((cluster) => canRun(found, cluster));
}

function describe(cluster: string, found: Survey): string {
  if (cluster === "simulated")
    return `a simulated cluster: real API, no packets, so its checks will be reported as not run${canRun(found, "kind") ? "" : `; ${whyNot(found, "kind")}`}`;
  return cluster === "kind" ? "a kind cluster: containers, OVN-Kubernetes, packets" : `the existing cluster`;
}

function planReason(found: Survey): string {
  const [missing] = lacks(found.engine);
  if (missing) return `${missing.what}: ${missing.problem ?? "missing"}`;
  return `${whyNot(found, "kind")}; ${whyNot(found, "simulated")}`;
}
