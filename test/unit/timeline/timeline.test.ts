import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readTimeline, withTimeline } from "../../../stacks/timeline/timeline.ts";

describe("the timeline of an update", () => {
  let folder: string;
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), "timeline-")), "stack")));
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  const line = (sequence: number, event: object): string => `${JSON.stringify({ sequence, timestamp: 1, ...event })}\n`;
  const metadata = { urn: "urn:a", type: "t", op: "create" };
  const preview = line(0, { preludeEvent: {} }) + line(1, { summaryEvent: { isPreview: true } });
  const start = line(0, { preludeEvent: {} }) + line(1, { resourcePreEvent: { metadata } });
  const end = line(2, { resOutputsEvent: { metadata } }) + line(3, { summaryEvent: {} });
  const fileOf = (options: readonly string[]): string => options[1] ?? "";

  it("has the moments of the update's events, whose log takes the place of the preview's", async () => {
    await withTimeline(folder, async (options) => {
      writeFileSync(fileOf(options), preview.repeat(20));
      await pause(80);
      // A line comes in pieces.
      writeFileSync(fileOf(options), start + end.slice(0, 5));
      await pause(120);
      appendFileSync(fileOf(options), end.slice(5));
    });
    const timeline = readTimeline(folder);
    const [span, ...others] = timeline?.spans ?? [];
    assert.deepEqual([span?.urn, span?.failed, others], ["urn:a", false, []]);
    const took = (span?.end ?? 0) - (span?.start ?? 0);
    assert.ok(took >= 60 && took < 1000, `took ${took} ms`);
    assert.ok((timeline?.preview?.end ?? 0) <= (timeline?.update.start ?? 0));
  });

  it("is the user's alone, and the log of all inputs is gone", async () => {
    let log = "";
    await withTimeline(folder, async (options) => {
      log = fileOf(options);
      writeFileSync(log, start + end);
      return Promise.resolve();
    });
    assert.equal(statSync(join(folder, "timeline.json")).mode & 0o077, 0);
    assert.equal(existsSync(log), false);
  });

  it("of an earlier update does not outlive one that did not begin, nor does a folder that was made for it", async () => {
    const up = (text: string) =>
      withTimeline(folder, async (options) => {
        writeFileSync(fileOf(options), text);
        return Promise.resolve();
      });
    await up(start + end);
    assert.equal(readTimeline(folder)?.spans.length, 1);
    await up(preview);
    assert.equal(readTimeline(folder), undefined);
    assert.equal(existsSync(folder), false);
  });

  it("is not left of an update whose program refused to make anything", async () => {
    const stack = { urn: "urn:stack", type: "pulumi:pulumi:Stack", op: "create" };
    const refused = start.replace(JSON.stringify(metadata), JSON.stringify(stack)) + line(2, { summaryEvent: {} });
    await withTimeline(folder, (options) => {
      writeFileSync(fileOf(options), refused);
      return Promise.resolve();
    });
    assert.equal(existsSync(folder), false);
  });
});
