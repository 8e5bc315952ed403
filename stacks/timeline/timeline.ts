import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { resultFiles } from "../../components/clusters/stack-files.ts";
import { EventLog } from "./event-log.ts";
import { updateSpans } from "./spans.ts";

const period = z.object({ start: z.number(), end: z.number() });
const schema = z.object({
  /** From the start of Pulumi to its end. */
  command: period,
  preview: period.optional(),
  update: period,
  spans: z.array(period.extend({ urn: z.string(), type: z.string(), op: z.string(), failed: z.boolean() })),
});

/** When everything happened in a stack's last `npm run up`, in milliseconds since 1970. */
export type Timeline = z.infer<typeof schema>;

/**
 * Runs `pulumi up` and leaves in the stack's folder when each step of it began and ended. No timeline is left of an update that did not begin.
 * @param directory folder of the stack
 * @param up runs Pulumi with more options and environment variables
 */
export async function withTimeline<T>(
  directory: string,
  up: (options: readonly string[], variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  rmSync(resultFiles.timeline(directory), { force: true });
  const log = new EventLog(resultFiles.events(directory));
  const start = Date.now();
  try {
    return await up(log.options, log.variables);
  } finally {
    const spans = updateSpans(log.end());
    if (spans?.spans.some(isResource) && existsSync(directory)) {
      const timeline: Timeline = { command: { start, end: Date.now() }, ...spans, spans: [...spans.spans] };
      writeFileSync(resultFiles.timeline(directory), `${JSON.stringify(timeline)}\n`, { mode: 0o600 });
    } else removeIfEmpty(directory);
  }
}

/** What {@link withTimeline} left; undefined if there is none. */
export function readTimeline(directory: string): Timeline | undefined {
  const file = resultFiles.timeline(directory);
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

/** A program that refuses to make anything has its stack alone, and nothing is left of it. */
function isResource({ type }: { readonly type: string }): boolean {
  return type !== "pulumi:pulumi:Stack";
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Something else is in it, or it is gone.
  }
}
