import type { CheckResult } from "../verdict.ts";
import type { MigrationStatus } from "./access.ts";

/**
 * What was measured of a migration, in whole seconds as KubeVirt tells them. `preCopySeconds` is the time until the target's node saw the
 * guest run there: the copying of its memory while it runs, and the moment for which it stands still. After a switch to post-copy there is no such time.
 */
export function migrationDetails(status: MigrationStatus): NonNullable<CheckResult["details"]> {
  const { started, ended, targetReady, mode, phases } = status;
  const migrationSeconds = secondsBetween(started, ended);
  const preCopySeconds = mode === "PostCopy" ? undefined : secondsBetween(started, targetReady);
  return {
    ...(migrationSeconds === undefined ? {} : { migrationSeconds }),
    ...(preCopySeconds === undefined ? {} : { preCopySeconds }),
    ...(mode === undefined ? {} : { mode }),
    ...(phases === undefined ? {} : { phases: phases.map(({ phase, at }) => `${phase} ${at}`).join(", ") }),
  };
}

/** Undefined if one of them is missing, or if clocks of different nodes make it less than nothing. */
function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds >= 0 ? seconds : undefined;
}
