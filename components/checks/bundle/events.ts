import { z } from "zod";
import type { ClusterReader } from "./cluster-reader.ts";
import type { Collection } from "./collection.ts";
import type { Job } from "./jobs.ts";

const word = z.string().nullish();
const eventSchema = z.object({
  metadata: z.object({ creationTimestamp: word }),
  involvedObject: z.object({ kind: word, name: word }).nullish(),
  lastTimestamp: word,
  firstTimestamp: word,
  eventTime: word,
  series: z.object({ lastObservedTime: word, count: z.number().nullish() }).nullish(),
  count: z.number().nullish(),
  type: word,
  reason: word,
  message: word,
  reportingComponent: word,
  source: z.object({ component: word, host: word }).nullish(),
});
type Event = z.infer<typeof eventSchema>;

/** Lines of one namespace, the last ones. */
const mostLines = 400;

export function eventsJob(namespace: string, reader: ClusterReader, collection: Collection): Job {
  return {
    what: `events of ${namespace}`,
    work: async (seconds) => {
      const text = await reader.get(`/api/v1/namespaces/${namespace}/events`, {
        timeout: seconds,
        size: 8 * 1024 * 1024,
      });
      const lines = renderEvents((JSON.parse(text) as { items?: readonly unknown[] }).items ?? []);
      if (lines.length === 0) collection.addAbsent(`events of ${namespace}`);
      else collection.addText(["events", `${namespace}.txt`], `${lines.join("\n")}\n`);
    },
  };
}

/** A line an event, by the time that it was seen last. What is no event is passed over. */
export function renderEvents(items: readonly unknown[]): string[] {
  return items
    .flatMap((item) => {
      const { success, data } = eventSchema.safeParse(item);
      return success ? [{ at: timeOf(data), event: data }] : [];
    })
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .slice(-mostLines)
    .map(({ at, event }) => `${at} ${describe(event)}`);
}

function timeOf({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: Event): string {
  const times = [series?.lastObservedTime, lastTimestamp, eventTime, firstTimestamp, metadata.creationTimestamp];
  return times.find((time) => time && !Number.isNaN(Date.parse(time))) ?? "1970-01-01T00:00:00Z";
}

function describe({ type, reason, involvedObject, message, count, series, reportingComponent, source }: Event): string {
  const times = series?.count ?? count ?? 1;
  const from = [source?.component ?? reportingComponent, source?.host].filter(Boolean).join(" on ");
  const object = `${involvedObject?.kind ?? "?"}/${involvedObject?.name ?? "?"}`;
  return [type ?? "?", reason ?? "?", object, ...(times > 1 ? [`x${times}`] : []), ...(from ? [`(${from})`] : [])]
    .join(" ")
    .concat(`: ${(message ?? "").trim().replaceAll(/\s*\n\s*/g, " / ")}`);
}
