import { SettingsError } from "../../components/settings/settings-error.ts";
import { canRun, lacks, type Survey } from "./survey.ts";

/**
 * The most real kind of cluster that this machine can run.
 * @throws SettingsError with what each kind lacks if there is none
 */
export function chooseCluster(found: Survey): "kind" | "simulated" {
  if (canRun(found, "kind")) return "kind";
  if (canRun(found, "simulated")) return "simulated";
  throw new SettingsError([
    `no cluster can be made here: ${whyNot(found, "kind")}; ${whyNot(found, "simulated")}`,
    "npm run doctor tells what mends it. An existing cluster is used with: -c cluster=existing -c kubeconfig=<file> -c context=<name>",
  ]);
}

/** In one line, what a kind of cluster lacks: `no kind: docker is not installed`. */
export function whyNot(found: Survey, cluster: "kind" | "simulated"): string {
  const missing = lacks([...found.engine, ...found[cluster]]);
  const [first] = missing;
  if (!first) return `${cluster} is possible`;
  const others = missing.length > 1 ? ` (and ${missing.length - 1} more)` : "";
  return `no ${cluster}: ${first.what}: ${first.problem ?? "missing"}${others}`;
}
