import { z } from "zod";

const schema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ generation: z.number().optional() }),
  spec: z.looseObject({ replicas: z.number().optional() }).optional(),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      desiredNumberScheduled: z.number().optional(),
      numberReady: z.number().optional(),
      readyReplicas: z.number().optional(),
      conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).optional(),
    })
    .optional(),
});

/** The condition by which kubectl would wait for objects that are no sets of pods. */
const conditions: Readonly<Record<string, string>> = {
  Pod: "Ready",
  KubeVirt: "Available",
  VirtualMachine: "Ready",
  NodeNetworkConfigurationPolicy: "Available",
};

/** Whether an object is what `kubectl rollout status` or `kubectl wait` would wait for. */
export function isReady(live: unknown): boolean {
  const { kind, metadata, spec, status } = schema.parse(live);
  const condition = conditions[kind];
  if (condition !== undefined)
    return status?.conditions?.some(({ type, status: is }) => type === condition && is === "True") ?? false;
  if (status?.observedGeneration !== metadata.generation) return false;
  if (kind === "DaemonSet")
    return (status?.desiredNumberScheduled ?? 0) > 0 && status?.numberReady === status?.desiredNumberScheduled;
  return (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
}
