import { z } from "zod";

const schema = z.object({
  /** Absolute path. */
  kubeconfig: z.string(),
  /** What all times of the profile are multiplied with. */
  factor: z.number().positive(),
  /** Names of the worker nodes, on which virtual machines run. */
  workers: z.array(z.string()).min(1),
});

/** What the process of the delays is started with, in the environment variable `SIMULATED_DELAYS`. */
export type DelaysRequest = z.infer<typeof schema>;

export function readDelaysRequest(environment: NodeJS.ProcessEnv): DelaysRequest {
  return schema.parse(JSON.parse(environment["SIMULATED_DELAYS"] ?? "null"));
}
