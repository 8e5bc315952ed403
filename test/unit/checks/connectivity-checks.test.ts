import assert from "node:assert/strict";
import type { Check } from "../../../components/checks/check.ts";
import { runNode } from "../support.ts";
import { experiment } from "./live-migration/fake-lab.ts";
import type { PrintedChecks } from "./print-checks.ts";
import { check } from "./support.ts";

async function add(checks: readonly Check[], carriesPackets = true): Promise<PrintedChecks> {
  const { status, stdout, stderr } = await runNode(["--import", "tsx", "test/unit/checks/print-checks.ts"], {
    CHECKS: JSON.stringify(checks),
    CARRIES_PACKETS: carriesPackets ? "yes" : "no",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as PrintedChecks;
}

const [v5, v6, v7, v8] = experiment;
const last: Check = { ...check, id: "T2" };

describe("the checks as resources", function () {
  this.timeout(60_000);

  it("are one each, but one for an experiment, and their results one list", async () => {
    const { commands, results } = await add([check, v5, v6, v7, v8, last]);
    assert.deepEqual(
      // They are registered side by side.
      new Set(
        commands.map(({ name, request, createTimeout }) => [name, request.checks.map(({ id }) => id), createTimeout]),
      ),
      new Set([
        ["checks-T1", ["T1"], "10m"],
        ["checks-V5-V6-V7-V8", ["V5", "V6", "V7", "V8"], "30m"],
        ["checks-T2", ["T2"], "10m"],
      ]),
    );
    assert.deepEqual(results, ["T1", "V5", "V6", "V7", "V8", "T2"]);
  });

  it("of an experiment are one in each step, so that the earlier one is there without the later", async () => {
    const { commands } = await add([{ ...v5, step: "before" }, v6, v7, v8]);
    assert.deepEqual(
      commands.map(({ name }) => name),
      ["checks-V5", "checks-V6-V7-V8"],
    );
  });

  it("of an experiment are found by any of their ids", async () => {
    const checks = experiment.map((one) => ({ ...one, until: "later" }));
    const urn = "urn:pulumi:stack::project::lab:index:ConnectivityChecks$command:local:Command::checks-V5-V6-V7-V8";
    assert.deepEqual((await add(checks)).ended, { V5: urn, V6: urn, V7: urn, V8: urn });
  });

  it("from a guest have time for its boot", async () => {
    const { commands } = await add([{ ...check, from: { kind: "guest", namespace: "red", vm: "red" } }]);
    assert.equal(commands[0]?.createTimeout, "30m");
  });

  it("on simulated nodes are not run, but for lists of objects", async () => {
    const list: Check = {
      ...check,
      id: "T3",
      from: { kind: "api" },
      to: { kind: "policies", namespaces: ["red"] },
      how: { kind: "list" },
      expect: { kind: "none" },
    };
    const status: Check = {
      ...v8,
      id: "V3",
      experiment: undefined,
      expect: { kind: "addresses", ranges: ["192.168.0.0/16"], podInterface: "ovn-udn1" },
    };
    const { commands } = await add([check, list, status, ...experiment], false);
    const why = "simulated nodes carry no packets";
    assert.deepEqual(
      commands.map(({ name, request }) => [name, request.notRunBecause]),
      [
        ["checks-T1", why],
        ["checks-T3", null],
        ["checks-V3", why],
        ["checks-V5-V6-V7-V8", why],
      ],
    );
  });
});
