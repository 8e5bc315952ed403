import assert from "node:assert/strict";
import { renderEvents } from "../../../../components/checks/bundle/events.ts";

describe("events", () => {
  it("are in the order of their last time, whichever field tells it, with their count", () => {
    const event = (reason: string, times: object) => ({
      metadata: { creationTimestamp: "2026-01-01T00:00:09Z" },
      type: "Warning",
      reason,
      message: "two\n lines",
      ...times,
    });
    const items = [
      event("c", { lastTimestamp: "2026-01-01T00:00:03Z", count: 7, involvedObject: { kind: "Pod", name: "p" } }),
      event("d", {}),
      event("a", { eventTime: "2026-01-01T00:00:01.5Z", lastTimestamp: null, series: null }),
      event("b", {
        lastTimestamp: "2025-01-01T00:00:00Z",
        series: { lastObservedTime: "2026-01-01T00:00:02Z", count: 3 },
        source: { component: "kubelet", host: "worker" },
      }),
      "no event",
    ];
    assert.deepEqual(renderEvents(items), [
      "2026-01-01T00:00:01.5Z Warning a ?/?: two / lines",
      "2026-01-01T00:00:02Z Warning b ?/? x3 (kubelet on worker): two / lines",
      "2026-01-01T00:00:03Z Warning c Pod/p x7: two / lines",
      "2026-01-01T00:00:09Z Warning d ?/?: two / lines",
    ]);
  });

  it("are no more than the last 400", () => {
    const items = Array.from({ length: 500 }, (_, i) => ({
      metadata: { creationTimestamp: new Date(i * 1000).toISOString() },
      reason: `r${i}`,
    }));
    const lines = renderEvents(items);
    assert.equal(lines.length, 400);
    assert.match(lines.at(-1) ?? "", /r499/);
  });
});
