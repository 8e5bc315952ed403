import type { MigrationStatus } from "./access.ts";
import { type Lab, waitIn, waitOrTake } from "./lab.ts";
import type { Guest } from "./stream.ts";

/** Asks for a migration until the API takes it. */
export async function requestMigration({ namespace, vm }: Guest, name: string, lab: Lab): Promise<void> {
  await waitIn(lab, "the migration to be accepted", lab.limits.accepted, async () => {
    await lab.access.createMigration(namespace, name, vm);
    return { met: true };
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
