import { z } from "zod";
import { checkSchema } from "./check.ts";

const schema = z.object({
  check: checkSchema,
  /** The check that has to pass for a `blocked` one to prove anything. */
  twin: checkSchema.nullable(),
  kubeconfig: z.string(),
  context: z.string().nullable(),
  /** Why the check cannot be run on this cluster at all; null if it can. */
  notRunBecause: z.string().nullable(),
});

/** What a check's Command hands to its process, in the environment variable `CHECK_REQUEST`. */
export type CheckRequest = z.infer<typeof schema>;

export function readCheckRequest(environment: NodeJS.ProcessEnv): CheckRequest {
  return schema.parse(JSON.parse(environment["CHECK_REQUEST"] ?? "null"));
}
