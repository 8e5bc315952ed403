import { z } from "zod";
import type { Check } from "./check.ts";

/** What a check's Command hands to its process, in the environment variable `CHECK_REQUEST`. */
export interface CheckRequest {
  readonly check: Check;
  readonly kubeconfig: string;
  readonly context: string | null;
  /** Why the check cannot be run on this cluster at all; null if it can. */
  readonly notRunBecause: string | null;
}

const text = z.string();
const schema = z.object({
  check: z.object({
    id: text,
    title: text,
    step: text,
    from: z.object({ kind: z.literal("pod"), namespace: text, pod: text, container: text }),
    to: z.object({ kind: z.literal("secondary-network"), namespace: text, pod: text, network: text }),
    how: z.object({ kind: z.literal("http"), port: z.number(), path: text }),
    expect: z.object({ kind: z.literal("reachable"), body: text }),
    transitional: z.boolean(),
  }),
  kubeconfig: text,
  context: text.nullable(),
  notRunBecause: text.nullable(),
}) satisfies z.ZodType<CheckRequest>;

export function readCheckRequest(environment: NodeJS.ProcessEnv): CheckRequest {
  return schema.parse(JSON.parse(environment["CHECK_REQUEST"] ?? "null"));
}
