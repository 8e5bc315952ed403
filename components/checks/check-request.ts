import { z } from "zod";
import { checkSchema } from "./check.ts";

const schema = z.object({
  /** One check, or all checks of an experiment. */
  checks: z.tuple([checkSchema], checkSchema),
  /** The check that has to pass for a `blocked` one to prove anything. */
  twin: checkSchema.nullable(),
  kubeconfig: z.string(),
  context: z.string().nullable(),
  /** Why the checks cannot be run on this cluster at all; null if they can. */
  notRunBecause: z.string().nullable(),
});

/** What a check's Command hands to its process, in the environment variable `CHECK_REQUEST`. */
export type CheckRequest = z.infer<typeof schema>;

export function readCheckRequest(environment: NodeJS.ProcessEnv): CheckRequest {
  return schema.parse(JSON.parse(environment["CHECK_REQUEST"] ?? "null"));
}
