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
  /** Folder for the results, relative to the project's folder. */
  results: z.string().min(1),
  /** Seconds until an expectation that is not met is a failure. */
  timeout: z.number().positive(),
  /** How many checks' processes of the stack may work at the same time; 0: any number. */
  atOnce: z.int().min(0),
});

/** What a check's Command hands to its process, in the environment variable `CHECK_REQUEST`. */
export type CheckRequest = z.infer<typeof schema>;

export function readCheckRequest(environment: Readonly<Record<string, string | undefined>>): CheckRequest {
  return schema.parse(JSON.parse(environment["CHECK_REQUEST"] ?? "null"));
}
