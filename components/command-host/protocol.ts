import { z } from "zod";

/** What a Command's process asks, one line of JSON. */
export const requestSchema = z.object({
  /** File of the script, relative to the project's folder. */
  script: z.string(),
  /** Its environment variables. */
  environment: z.record(z.string(), z.string()),
});

/** What it is told, a line of JSON each: first the engine that the program belongs to, then what is going on, and last the outcome. */
export type Message =
  { readonly engine: number | null } | { readonly say: string } | { readonly output: string; readonly status: number };
