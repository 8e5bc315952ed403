import { type PlatformPart, platformParts } from "../settings/platform-parts.ts";

/** What of the parts that a scenario needs is not on the cluster already. */
export function partsToInstall(needed: readonly PlatformPart[], present: readonly PlatformPart[]): PlatformPart[] {
  return platformParts.filter((part) => needed.includes(part) && !present.includes(part));
}
