import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** A Kubernetes object that the program made, and whose it is. */
export interface TalkObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace?: string | undefined; readonly name: string };
  /** The component at the top that it belongs to: a part of the platform such as `multus`, or the scenario. */
  readonly part: string;
  /** All of it. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  parent: z.string().optional(),
  custom: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
});
const schema = z.object({ deployment: z.object({ resources: z.array(resource) }) });
const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ namespace: z.string().optional(), name: z.string() }),
});
const commandSchema = z.looseObject({ environment: z.looseObject({ CLUSTER_REQUEST: z.string() }) });

/**
 * What a stack made on its cluster, in an order in which it can be made again: that of the state, where each resource stands after those it needs.
 * @param state what `pulumi stack export --show-secrets` prints
 */
export function madeObjects(state: string): TalkObject[] {
  const { resources } = schema.parse(JSON.parse(state)).deployment;
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  return resources.flatMap(({ urn, type, custom, inputs }) => {
    if (custom !== true || !type.startsWith("kubernetes:")) return [];
    const manifest = manifestSchema.parse(revealed(inputs ?? {}));
    const { apiVersion, kind, metadata } = manifest;
    return [{ apiVersion, kind, metadata, part: nameOf(topOf(urn, parents)), manifest }];
  });
}

/** The request by which a stack's simulated cluster was made. */
export function madeCluster(state: string): string {
  const { resources } = schema.parse(JSON.parse(state)).deployment;
  const found = resources
    .filter(({ urn }) => urn.endsWith("::cluster-simulated"))
    .map(({ inputs }) => commandSchema.parse(revealed(inputs ?? {})).environment.CLUSTER_REQUEST);
  if (found[0] === undefined) throw new Error("the stack has no simulated cluster");
  return found[0];
}

/** The resource below the stack's own that contains it. */
function topOf(urn: string, parents: ReadonlyMap<string, string | undefined>): string {
  const parent = parents.get(urn);
  return parent === undefined || parent.includes("pulumi:pulumi:Stack::") ? urn : topOf(parent, parents);
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The values themselves in the place of secrets, which a state wraps. */
function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  const { specialSigKey, specialSecretSig } = pulumi.runtime;
  if ((value as Record<string, unknown>)[specialSigKey] === specialSecretSig)
    return revealed(JSON.parse((value as { plaintext?: string }).plaintext ?? "null"));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}
