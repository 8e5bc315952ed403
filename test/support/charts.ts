import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type KubernetesManifest, readManifest } from "../../components/artifacts/index.ts";

/** The CustomResourceDefinitions that a chart brings along. Helm does not treat them as templates. */
export function chartDefinitions(chart: string): KubernetesManifest[] {
  const folder = join(chart, "crds");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .flatMap((name) => readManifest(join(folder, name)));
}
