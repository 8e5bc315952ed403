import {
  CoreV1Api,
  KubernetesObjectApi,
  type KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import { waitFor } from "../wait.ts";
import { plainly } from "./problem.ts";

/** Adds labels to a node; labels it has already stay. */
export async function labelNode(
  config: KubeConfig,
  node: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  const api = config.makeApiClient(CoreV1Api);
  const asMergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
  await plainly(api.patchNode({ name: node, body: { metadata: { labels } } }, asMergePatch));
}

/** Creates an object, or leaves one of that name as it is. */
export async function ensureObject(
  config: KubeConfig,
  object: { apiVersion: string; kind: string; metadata: { name: string } },
): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(config);
  const creation = api.create(object).catch((error: unknown) => {
    if ((error as { code?: number }).code !== 409) throw error;
  });
  await plainly(creation);
}

/** Waits until every named node is Ready. */
export async function waitForNodes(
  config: KubeConfig,
  names: readonly string[],
  timeout: number,
  say: (line: string) => void,
): Promise<void> {
  const api = config.makeApiClient(CoreV1Api);
  await waitFor({ what: "nodes to be Ready", timeout, interval: 0.5, say }, async () => {
    const nodes = (await plainly(api.listNode())).items;
    const missing = names.filter((name) => {
      const node = nodes.find((item) => item.metadata?.name === name);
      return node?.status?.conditions?.find((condition) => condition.type === "Ready")?.status !== "True";
    });
    return missing.length === 0 ? { met: true } : { seen: `not Ready: ${missing.join(", ")}` };
  });
}
