import { z } from "zod";

/** An event of Pulumi's engine that tells when something began or ended, with the moment at which it was seen. */
export interface SeenEvent {
  /** Milliseconds since 1970. The engine's own time stamps are whole seconds. */
  readonly at: number;
  /** Counts up from 0 within a preview or an update, each of which begins anew. */
  readonly sequence: number;
  readonly kind: "begin" | "start" | "end" | "failure" | "summary";
  /** Of `start`, `end` and `failure`. */
  readonly step?: EngineStep;
  /** Of `summary`: whether it is the one of a preview. */
  readonly isPreview?: boolean;
}

export interface EngineStep {
  readonly urn: string;
  readonly type: string;
  /** Pulumi's word: `create`, `same`, `update`, `delete-replaced`, … */
  readonly op: string;
}

const metadata = z.object({ metadata: z.object({ urn: z.string(), type: z.string(), op: z.string() }) });
const line = z.object({
  sequence: z.number(),
  preludeEvent: z.unknown().optional(),
  resourcePreEvent: metadata.optional(),
  resOutputsEvent: metadata.optional(),
  resOpFailedEvent: metadata.optional(),
  summaryEvent: z.object({ isPreview: z.boolean().optional() }).optional(),
});

/**
 * Reads a line of the engine's event log. What it says of inputs and outputs is left out.
 * @param at milliseconds since 1970 at which the line was seen
 * @returns undefined if it is none of the events that are asked for, or cannot be read: no update may fail for its times
 */
export function readEngineEvent(text: string, at: number): SeenEvent | undefined {
  const parsed = line.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  const { sequence, preludeEvent, resourcePreEvent, resOutputsEvent, resOpFailedEvent, summaryEvent } = parsed.data;
  const seen = { at, sequence };
  if (resourcePreEvent) return { ...seen, kind: "start", step: resourcePreEvent.metadata };
  if (resOutputsEvent) return { ...seen, kind: "end", step: resOutputsEvent.metadata };
  if (resOpFailedEvent) return { ...seen, kind: "failure", step: resOpFailedEvent.metadata };
  if (summaryEvent) return { ...seen, kind: "summary", isPreview: summaryEvent.isPreview === true };
  return preludeEvent === undefined ? undefined : { ...seen, kind: "begin" };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
