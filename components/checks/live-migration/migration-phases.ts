import type { MigrationStatus } from "./access.ts";
import { type Lab, waitIn, waitOrTake } from "./lab.ts";
import { isPassing } from "./refusal.ts";
import type { Guest } from "./stream.ts";

/** Seconds in which KubeVirt tells the times of a migration that is over. */
const timesLimit = 15;

/**
 * Asks for a migration until the API takes it, or says no.
 * @param asking is called with each attempt
 * @returns what the API said if it said no
 * @throws TimeoutError if what is behind the API does not answer in time
 */
export function requestMigration(
  { namespace, vm }: Guest,
  name: string,
  lab: Lab,
  asking: () => void,
): Promise<string | undefined> {
  return waitIn<string | undefined>(lab, "the migration to be accepted", lab.limits.accepted, async () => {
    asking();
    try {
      await lab.access.createMigration(namespace, name, vm);
      return { met: undefined };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return isPassing(error) ? { seen: said } : { met: said };
    }
  });
}

/** The migration at its end, or where it was when the time was over. */
export function followedMigration({ namespace }: Guest, name: string, lab: Lab): Promise<MigrationStatus> {
  let last: MigrationStatus | undefined;
  return waitOrTake<MigrationStatus>(
    lab,
    "the migration to end",
    lab.limits.migration,
    async () => {
      last = await lab.access.migration(namespace, name);
      return ["Succeeded", "Failed"].includes(last.phase) ? { met: last } : { seen: last.phase };
    },
    () => last && { ...last, reason: `not over within ${lab.limits.migration} s` },
  );
}

/** A migration that is over, with its times if KubeVirt tells them: it does so a moment after the end. */
export async function timedMigration({ namespace }: Guest, name: string, over: MigrationStatus, lab: Lab) {
  let last = over;
  return waitOrTake<MigrationStatus>(
    lab,
    "the times of the migration",
    Math.min(timesLimit, lab.limits.recovery),
    async () => {
      last = await lab.access.migration(namespace, name);
      return last.ended === undefined ? { seen: "no end" } : { met: last };
    },
    () => last,
  );
}
