import assert from "node:assert/strict";
import type { MachineFinding } from "../../../components/machine/finding.ts";
import { renderDoctor } from "../../../stacks/commands/doctor.ts";
import { doctorJson } from "../../../stacks/commands/doctor-json.ts";
import { machineReport, type MachineReport } from "../../../stacks/commands/machine-report.ts";
import type { Survey } from "../../../stacks/commands/survey.ts";
import { factsOf, needsOf } from "../machine/support.ts";
import { bare, complete, noEngine } from "./support.ts";

const machine: MachineReport = {
  scenarios: ["overlay", "udn-pods"],
  facts: factsOf("nothing-known"),
  kind: [],
  simulated: [],
};
const lines = (survey: Survey, kind: MachineFinding[] = []): string[] =>
  renderDoctor(survey, { ...machine, kind }).split("\n");
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

  const vrf: MachineFinding = {
    level: "problem",
    what: "kernel module vrf",
    found: "this kernel has none",
    why: "Every primary user-defined network is a VRF.",
    mend: "sudo modprobe vrf",
    scenarios: ["udn-pods"],
  };

  it("says of what it found on the machine why it matters, for which scenario, and what mends it", () => {
    const limits: MachineFinding = {
      ...vrf,
      level: "warning",
      what: "limits",
      found: "low",
      scenarios: machine.scenarios,
    };
    const told = lines(complete, [
      vrf,
      limits,
      { ...limits, level: "unknown", what: "kernel" },
      { ...limits, level: "ok" },
    ]);
    const explained = (verb: string): string[] => [
      "             Every primary user-defined network is a VRF.",
      `             ${verb}: sudo modprobe vrf`,
    ];
    const start = told.findIndex((line) => line.startsWith("kind (")) + 3;
    assert.deepEqual(told.slice(start, told.indexOf("", start)), [
      "  problem  kernel module vrf: this kernel has none (udn-pods)",
      ...explained("mend it"),
      "  warning  limits: low",
      ...explained("mend it"),
      "  unknown  kernel: low",
      ...explained("find out"),
      "  ok       limits: low",
    ]);
  });

  it("says no to kind where the machine cannot run any of its scenarios, and else which", () => {
    const heading = (scenarios: string[]): string | undefined =>
      lines(complete, [{ ...vrf, scenarios }]).find((line) => line.startsWith("kind ("));
    assert.equal(heading(["udn-pods"]), "kind (the real lab: containers, packets): yes, but not for udn-pods");
    assert.equal(heading(["overlay", "udn-pods"]), "kind (the real lab: containers, packets): no");
  });
});

describe("the doctor's report for bugs", () => {
  it("has of this machine's routes only those that are in the way of a scenario", async () => {
    const facts = factsOf("vpn-subnet-clash", { routes: ["10.0.0.0/8", "172.31.7.0/24", "192.168.200.0/22"] });
    const report = machineReport(facts, [await needsOf("overlay"), await needsOf("udn-pods")]);
    assert.deepEqual(report.facts.routes, ["10.0.0.0/8", "192.168.200.0/22"]);
    assert.doesNotMatch(doctorJson(complete, report), /172\.31/);
  });

  it("names neither the machine nor its user nor another machine that runs the engine", () => {
    const problem =
      "no /home/alice/.cache/kind; alice-laptop: Cannot connect to tcp://10.9.8.7:2375; malice and /run/user/alice";
    const text = doctorJson({ ...complete, kind: [{ ...noEngine, problem }] }, machine, [
      ["/home/alice", "~"],
      ["alice", "<user>"],
      ["alice-laptop", "<machine>"],
    ]);
    const { survey } = JSON.parse(text) as { survey: { kind: { problem: string }[] } };
    assert.equal(
      survey.kind[0]?.problem,
      "no ~/.cache/kind; <machine>: Cannot connect to tcp://…; malice and /run/user/<user>",
    );
  });

  it("has the facts and what they mean", () => {
    const report = JSON.parse(doctorJson(complete, machine)) as Record<string, unknown>;
    assert.deepEqual(report["machine"], JSON.parse(JSON.stringify(machine)));
  });
});
