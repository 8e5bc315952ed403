import { KubernetesObjectApi, type KubeConfig } from "@kubernetes/client-node";
import { isAbsent } from "../../../components/kubernetes-api/absent.ts";
import { problemOf } from "../../../components/kubernetes-api/problem.ts";
import { waitFor } from "../../../components/wait.ts";
import { StrictApi } from "../../../test/support/strict-api.ts";
import type { ArrangedStep } from "./arrange.ts";
import { isReady } from "./ready.ts";
import type { TalkObject } from "./state-objects.ts";

/** Seconds between two looks, which kubectl does not have: it watches. */
const interval = 0.1;

/**
 * Applies a lab as its talk does: step by step, object by object, and waits where the talk waits.
 * @param factor what pauses and settle times are multiplied with
 */
export async function runTalk(
  config: KubeConfig,
  steps: readonly ArrangedStep[],
  { factor, say }: { factor: number; say: (line: string) => void },
): Promise<void> {
  for (const { name, applied, awaited, pause, settle } of steps) {
    const start = Date.now();
    for (const object of applied) await apply(config, object);
    await over(pause * factor);
    for (const object of awaited) await ready(config, object);
    await over(settle * factor);
    say(`  talk: ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** A kind whose definition has just been made is not served at once, which alone is waited for. */
async function apply(config: KubeConfig, { kind, metadata, manifest }: TalkObject): Promise<void> {
  const refused = await waitFor({ what: `${kind} ${metadata.name} to be taken`, timeout: 60, interval }, async () => {
    try {
      // A new client each time: it remembers which kinds there are.
      await StrictApi.of(config).createStrictly(manifest);
      return { met: undefined };
    } catch (error) {
      if (isAbsent(error)) return { seen: "its kind is not served" };
      return { met: (error as { code?: number }).code === 409 ? undefined : error };
    }
  });
  if (refused !== undefined) throw new Error(`${kind} ${metadata.name}: ${problemOf(refused)}`, { cause: refused });
}

async function ready(config: KubeConfig, { apiVersion, kind, metadata }: TalkObject): Promise<void> {
  const { namespace = "default", name } = metadata;
  const api = KubernetesObjectApi.makeApiClient(config);
  await waitFor({ what: `${kind} ${name} to be ready`, timeout: 900, interval }, async () =>
    isReady({ ...(await api.read({ apiVersion, kind, metadata: { namespace, name } })), kind })
      ? { met: true }
      : { seen: "it is not" },
  );
}

async function over(seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  await waitFor({ what: "a pause", timeout: Infinity, interval }, () =>
    Promise.resolve(Date.now() >= end ? { met: true } : { seen: "not over" }),
  );
}
