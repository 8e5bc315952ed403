import { SettingsError } from "../components/settings/settings-error.ts";
import type { Settings } from "../components/settings/settings.ts";
import type { Scenario } from "./scenario.ts";

/** @throws SettingsError if the scenario cannot be built with the addresses that are set */
export function requireIpFamily(
  { name, ipFamilies }: Pick<Scenario, "name" | "ipFamilies">,
  { ipFamily, stack }: Pick<Settings, "ipFamily" | "stack">,
): void {
  if (!ipFamilies.includes(ipFamily))
    throw new SettingsError([
      `lab:ipFamily is ${JSON.stringify(ipFamily)}: scenario ${name} can be built with ${ipFamilies.join(", ")}`,
      `Change it with: pulumi config set lab:ipFamily ${ipFamilies[0] ?? ""} --stack ${stack}`,
    ]);
}
