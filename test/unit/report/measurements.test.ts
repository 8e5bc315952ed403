import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import { entriesOf } from "../../../stacks/report/entries.ts";
import { measurementsOf, outagesOf, rate } from "../../../stacks/report/measurements.ts";
import { renderMeasurements } from "../../../stacks/report/throughput.ts";
import { renderTimings, timingsOf, totalSeconds } from "../../../stacks/report/timings.ts";
import { check, entries, result, topology } from "./support.ts";
import { requireTags } from "./tags.ts";

const facts = (details: Record<string, unknown>) => measurementsOf({ details: details as never }).facts;

describe("measurements", () => {
  it("have a series, and all else by a name made of its own", () => {
    const { series, facts: others } = measurementsOf({
      details: {
        bitsPerSecond: [1, 2],
        intervalSeconds: 0.1,
        bitsPerSecondBefore: 9.31e9,
        "outageMilliseconds-ipv6": 412,
        preCopySeconds: 18.23456,
        phase: "Succeeded",
        marks: [3, 1, 2],
      },
    });
    assert.deepEqual(series, { values: [1, 2], interval: 0.1 });
    assert.deepEqual(others, [
      ["bits per second before", "9.3 Gbit/s"],
      ["outage milliseconds ipv6", "412"],
      ["pre copy seconds", "18.235"],
      ["phase", "Succeeded"],
      ["marks", "3 values, 1 to 3"],
    ]);
  });

  it("have intervals of a second where none is told, or none that can be", () => {
    const interval = (value: unknown) =>
      measurementsOf({
        details: { bitsPerSecond: [1, 2], ...(value === undefined ? {} : { intervalSeconds: value as number }) },
      }).series?.interval;
    assert.deepEqual([interval(undefined), interval(0), interval("x"), interval(0.25)], [1, 1, 1, 0.25]);
  });

  it("are read whatever they hold", () => {
    assert.deepEqual(facts({ deep: { a: 1 }, yes: true, none: null, list: ["x"] }), [
      ["deep", '{"a":1}'],
      ["yes", "true"],
      ["none", "null"],
      ["list", "1 values"],
    ]);
    assert.deepEqual(measurementsOf({}), { facts: [] });
    assert.equal(measurementsOf({ details: { bitsPerSecond: "fast" } }).series, undefined);
  });

  it("tell rates in a unit that fits", () =>
    assert.deepEqual(
      [rate(9.4e9), rate(94e6), rate(1500), rate(0)],
      ["9.4 Gbit/s", "94.0 Mbit/s", "1.5 kbit/s", "0.0 kbit/s"],
    ));
});

describe("outages", () => {
  it("are rows at or near 0 once there was data, in seconds", () => {
    assert.deepEqual(outagesOf({ values: [0, 0, 100, 100, 0, 4, 100, 100, 0, 100], interval: 0.5 }), [
      { start: 2, end: 3 },
      { start: 4, end: 4.5 },
    ]);
    assert.deepEqual(outagesOf({ values: [100, 90, 80], interval: 1 }), []);
    assert.deepEqual(outagesOf({ values: [100, 0, 0], interval: 1 }), [{ start: 1, end: 3 }]);
    assert.deepEqual(outagesOf({ values: [0, 0, 0], interval: 1 }), []);
  });

  it("are in the plot, and in words below it", () => {
    const one = check("V7");
    const details = { bitsPerSecond: [...Array<number>(20).fill(9e9), 0, 0, ...Array<number>(20).fill(9e9)] };
    const text =
      renderMeasurements(entriesOf({ checks: [one], topology, results: [result(one, "passed", { details })] }))?.text ??
      "";
    requireTags(text);
    assert.match(text, /<rect class="outage"[^>]*>/);
    assert.match(text, />no data for 2 s</);
    assert.match(text, /<p>42 intervals of 1 s; mostly 9\.0 Gbit\/s; at or near 0 for 2 s, from 20 to 22\.<\/p>/);
    assert.equal(/<polyline class="rate" points="([^"]*)"/.exec(text)?.[1]?.split(" ").length, 42);
    assert.doesNotMatch(text, /NaN/);
  });

  it("are not drawn where nothing was measured", () =>
    assert.equal(renderMeasurements(entries([check("A")], ["passed"])), undefined));
});

describe("timings", () => {
  const experiment: Partial<Check> = { experiment: "live-migration" };
  const checks = [check("A"), check("V5", experiment), check("V6", experiment), check("B"), check("C")];
  const seconds = [2, 70, 70, 5, 0];
  const all = entriesOf({
    checks,
    topology,
    results: checks.map((one, i) => result(one, one.id === "C" ? "not run" : "passed", { seconds: seconds[i] ?? 0 })),
  });

  it("are told slowest first, an experiment once, and not of what was not run", () => {
    const timings = timingsOf(all);
    assert.deepEqual(
      timings.map((timing) => [timing.entries.map((one) => one.check.id).join(" "), timing.seconds]),
      [
        ["V5 V6", 70],
        ["B", 5],
        ["A", 2],
      ],
    );
    assert.equal(totalSeconds(timings), 77);
    requireTags(renderTimings(timings).text);
    assert.match(renderTimings(timings).text, /Together 77\.0 seconds/);
  });

  it("say so where nothing was run", () => assert.match(renderTimings([]).text, /none was run/));
});
