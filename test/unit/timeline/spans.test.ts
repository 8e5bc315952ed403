import assert from "node:assert/strict";
import { readEngineEvent } from "../../../stacks/timeline/engine-event.ts";
import { updateSpans } from "../../../stacks/timeline/spans.ts";
import { events, span } from "./support.ts";

describe("events of the engine", () => {
  const step = { urn: "urn:a", type: "t", op: "create" };
  const kinds: Record<string, [line: object, expected: object]> = {
    "the beginning of a step": [
      { resourcePreEvent: { metadata: { ...step, new: { inputs: {} } } } },
      { kind: "start", step },
    ],
    "the end of a step": [{ resOutputsEvent: { metadata: step } }, { kind: "end", step }],
    "a step that failed": [{ resOpFailedEvent: { metadata: step, status: 0 } }, { kind: "failure", step }],
    "the beginning of all": [{ preludeEvent: { config: {} } }, { kind: "begin" }],
    "the summary of an update": [{ summaryEvent: { durationSeconds: 2 } }, { kind: "summary", isPreview: false }],
    "the summary of a preview": [{ summaryEvent: { isPreview: true } }, { kind: "summary", isPreview: true }],
  };
  for (const [what, [line, expected]] of Object.entries(kinds))
    it(`are read: ${what}, without what it says of inputs`, () =>
      assert.deepEqual(readEngineEvent(JSON.stringify({ sequence: 7, timestamp: 1, ...line }), 5), {
        at: 5,
        sequence: 7,
        ...expected,
      }));

  const others = ['{"sequence":1,"timestamp":2,"diagnosticEvent":{"message":"x"}}', '{"sequence":1,', "{}", "null"];
  for (const line of others)
    it(`of other kinds, and lines that are none, are left out: ${line}`, () =>
      assert.equal(readEngineEvent(line, 5), undefined));
});

describe("the steps of an update", () => {
  it("last from their beginning to their end, however they overlap", () => {
    const seen = updateSpans(
      events([0, "begin"], [10, "start", "a"], [15, "start", "b"], [40, "end", "b"], [50, "end", "a"], [60, "summary"]),
    );
    assert.deepEqual(seen, {
      preview: undefined,
      update: { start: 0, end: 60 },
      spans: [span("a", 10, 50), span("b", 15, 40)],
    });
  });

  it("are not those of the preview before it, whose sequence is another", () => {
    const preview = events([0, "begin"], [1, "start", "a"], [2, "end", "a"], [3, "summary"]);
    const seen = updateSpans([
      ...preview.map((event) => ({ ...event, ...(event.kind === "summary" ? { isPreview: true } : {}) })),
      ...events([10, "begin"], [11, "start", "a"], [19, "end", "a"], [20, "summary"]),
    ]);
    assert.deepEqual(seen?.preview, { start: 0, end: 3 });
    assert.deepEqual(seen.spans, [span("a", 11, 19)]);
  });

  it("are none if there was a preview alone, or nothing", () => {
    const preview = events([0, "begin"], [1, "start", "a"]);
    assert.equal(updateSpans([...preview, { at: 2, sequence: 2, kind: "summary", isPreview: true }]), undefined);
    assert.equal(updateSpans([]), undefined);
  });

  it("have failed if they failed, or had not ended when the engine was killed", () => {
    const seen = updateSpans(events([0, "begin"], [1, "start", "a"], [2, "start", "b"], [5, "failure", "a"]));
    assert.deepEqual(seen?.spans, [
      { ...span("a", 1, 5), failed: true },
      { ...span("b", 2, 5), failed: true },
    ]);
  });

  it("last to the end of the update where the engine tells no end of them, as it does of charts", () => {
    const seen = updateSpans(events([0, "begin"], [1, "start", "chart"], [9, "summary"]));
    assert.deepEqual(seen?.spans, [span("chart", 1, 9)]);
  });

  it("are told apart by what they do with the same resource", () => {
    const seen = updateSpans(
      events(
        [0, "begin"],
        [1, "start", "a", "create-replacement"],
        [4, "end", "a", "create-replacement"],
        [5, "start", "a", "delete-replaced"],
        [9, "end", "a", "delete-replaced"],
      ),
    );
    assert.deepEqual(seen?.spans, [span("a", 1, 4, "create-replacement"), span("a", 5, 9, "delete-replaced")]);
  });
});
