import { z } from "zod";
import { conditionSchema } from "./condition.ts";

const schema = z.object({
  kubeconfig: z.string(),
  context: z.string().nullable(),
  /** Seconds for all conditions together. */
  timeout: z.number(),
  /** They have to hold one after the other. */
  conditions: z.array(conditionSchema).min(1),
  /** What is waited for anew when it changes: the cluster's incarnation, the part's version. */
  of: z.array(z.string()),
});

/** What a readiness Command hands to its process, in the environment variable `READINESS_REQUEST`. */
export type ReadinessRequest = z.infer<typeof schema>;

export function readReadinessRequest(environment: Readonly<Record<string, string | undefined>>): ReadinessRequest {
  return schema.parse(JSON.parse(environment["READINESS_REQUEST"] ?? "null"));
}
