import { z } from "zod";
import type { ObjectName } from "../../../components/clusters/part-evidence.ts";

const deployment = z.looseObject({
  resources: z.array(z.unknown()).nullish(),
  pending_operations: z
    .array(
      z.looseObject({
        type: z.string(),
        resource: z.looseObject({ urn: z.string(), type: z.string(), inputs: z.unknown().optional() }),
      }),
    )
    .nullish(),
});
const exported = z.looseObject({ deployment });

/** What Pulumi had begun when it was killed, in a stack's state. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
  readonly urn: string;
  /** The Kubernetes object that it is about; undefined if it is about none. */
  readonly object: ObjectName | undefined;
}

/** @param state what `pulumi stack export` prints */
export function pendingOperations(state: string): PendingOperation[] {
  return (exported.parse(JSON.parse(state)).deployment.pending_operations ?? []).map(({ type, resource }) => ({
    type,
    urn: resource.urn,
    object: resource.type.startsWith("kubernetes:") ? objectOf(resource.inputs) : undefined,
  }));
}

/** Whether a stack has nothing: no resource, and none that was begun. */
export function isEmpty(state: string): boolean {
  const { resources, pending_operations: pending } = exported.parse(JSON.parse(state)).deployment;
  return (resources ?? []).length === 0 && (pending ?? []).length === 0;
}

/** The same state, in which nothing is pending. */
export function withoutPendingOperations(state: string): string {
  const all = exported.parse(JSON.parse(state));
  return JSON.stringify({ ...all, deployment: { ...all.deployment, pending_operations: [] } });
}

const inputs = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

function objectOf(given: unknown): ObjectName | undefined {
  const { data } = inputs.safeParse(given);
  if (!data) return undefined;
  const { apiVersion, kind, metadata } = data;
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
