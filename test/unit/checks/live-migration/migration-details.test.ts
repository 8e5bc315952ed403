import assert from "node:assert/strict";
import { migrationDetails } from "../../../../components/checks/live-migration/migration-details.ts";
import { readMigration } from "../../../../components/checks/live-migration/read-migration.ts";

const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)).toISOString().replace(".000", "");
/** As KubeVirt v1.9 leaves it. */
const migrationState = {
  startTimestamp: at(5),
  targetNodeDomainReadyTimestamp: at(12),
  endTimestamp: at(13),
  mode: "PreCopy",
  completed: true,
  sourceNode: "worker",
  targetNode: "worker2",
};
const phaseTransitionTimestamps = [
  { phase: "Pending", phaseTransitionTimestamp: at(0) },
  { phase: "Running", phaseTransitionTimestamp: at(5) },
  { phase: "Succeeded", phaseTransitionTimestamp: at(14) },
];
const detailsOf = (status: object) => migrationDetails(readMigration({ status: { phase: "Succeeded", ...status } }));

describe("what is measured of a migration", () => {
  it("is how long it took, how long until the guest ran elsewhere, and its phases", () =>
    assert.deepEqual(detailsOf({ migrationState, phaseTransitionTimestamps }), {
      migrationSeconds: 8,
      preCopySeconds: 7,
      mode: "PreCopy",
      phases: "Pending 2026-11-22T10:00:00Z, Running 2026-11-22T10:00:05Z, Succeeded 2026-11-22T10:00:14Z",
    }));

  it("has no pre-copy time after a switch to post-copy: the guest ran elsewhere before its memory was there", () =>
    assert.deepEqual(detailsOf({ migrationState: { ...migrationState, mode: "PostCopy" } }), {
      migrationSeconds: 8,
      mode: "PostCopy",
    }));

  const nothing: Record<string, object> = {
    "that tells no times": {},
    "without a state": { migrationState: null },
    "that has not ended": { migrationState: { startTimestamp: at(5), endTimestamp: null } },
    "whose nodes' clocks contradict each other": {
      migrationState: { startTimestamp: at(5), endTimestamp: at(4), targetNodeDomainReadyTimestamp: at(3) },
    },
  };
  for (const [what, status] of Object.entries(nothing))
    it(`is nothing of one ${what}`, () => assert.deepEqual(detailsOf(status), {}));
});
