import { type SettingDefinition, settingDefinitions } from "../../components/settings/setting-definitions.ts";
import { markdownTable } from "./block.ts";

/** Every setting, in the order of `Pulumi.yaml`. */
export function settingsTable(): string {
  const rows = Object.entries<SettingDefinition>(settingDefinitions).map(([name, definition]) => [
    `\`${name}\``,
    definition.default === "" ? "" : `\`${definition.default}\``,
    (definition.allowed ?? [])
      .filter((value) => value !== "")
      .map((value) => `\`${value}\``)
      .join(", "),
    [...(definition.clusters ?? []), ...(definition.scenarios ?? [])].join(", ") || "all",
    definition.description,
  ]);
  return markdownTable(["setting", "default", "values", "for", "meaning"], rows);
}
