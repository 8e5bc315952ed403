import assert from "node:assert/strict";
import { renderDoctor } from "../../../stacks/commands/doctor.ts";
import type { Survey } from "../../../stacks/commands/survey.ts";
import { bare, complete } from "./support.ts";

/** The doctor's lines without those on the kernel's modules, which are this machine's. */
const lines = (survey: Survey): string[] =>
  renderDoctor(survey)
    .split("\n")
    .filter((line) => !/kernel module|sudo modprobe/.test(line));
const node = `  ok       Node: ${process.versions.node}`;
const always = [
  "",
  "existing (your own cluster): set lab:cluster to existing, lab:kubeconfig and lab:context",
  "plan (Node alone): yes",
];

describe("the doctor", () => {
  it("says what a complete machine has", () =>
    assert.deepEqual(lines(complete), [
      "For every kind of cluster",
      node,
      "  ok       Pulumi CLI: 3.265.0 (PATH)",
      "",
      "kind (the real lab: containers, packets): yes",
      "  ok       container engine: docker 27.5.1",
      "  ok       kind: 0.32.0 (PATH)",
      "",
      "simulated (control plane and KWOK nodes, no packets): yes",
      "  ok       etcd: 3.6.16 (cache)",
      "  ok       kwok: 0.8.0 (cache)",
      ...always,
    ]));

  it("says what a bare machine lacks, and below it what mends it", () =>
    assert.deepEqual(lines(bare), [
      "For every kind of cluster",
      node,
      "  missing  Pulumi CLI: PATH: there is no pulumi",
      "             mend it: install it",
      "",
      "kind (the real lab: containers, packets): no",
      "  missing  container engine: docker is not installed; podman is not installed",
      "             mend it: install Docker Engine or podman",
      "  missing  kind: PATH: there is no kind",
      "             mend it: run: obtain kind",
      "",
      "simulated (control plane and KWOK nodes, no packets): no",
      "  missing  etcd: PATH: there is no etcd",
      ...always,
    ]));

  it("tells of each kernel module, and how to load one that is not", () => {
    const told = renderDoctor(complete)
      .split("\n")
      .filter((line) => /kernel module|sudo modprobe/.test(line));
    const expected = ["openvswitch", "geneve", "vrf"].flatMap((module) =>
      told.includes(`  ok       kernel module ${module}: loaded`)
        ? [`  ok       kernel module ${module}: loaded`]
        : [`  missing  kernel module ${module}: not loaded`, `             mend it: sudo modprobe ${module}`],
    );
    assert.deepEqual(told, expected);
  });
});
