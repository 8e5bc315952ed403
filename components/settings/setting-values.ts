import { isClusterKind, type SettingDefinition, type SettingName, settingDefinitions } from "./setting-definitions.ts";
import { hasUnseen, shown } from "./shown.ts";

const definitions: Readonly<Record<SettingName, SettingDefinition>> = settingDefinitions;
export const settingNames = Object.keys(definitions) as SettingName[];

/** As long as Linux lets a path be. */
const longest = 4096;

/** A stack's settings as text, and a list of what is wrong with them. */
export class SettingValues {
  readonly problems: string[] = [];
  readonly #given: Partial<Record<SettingName, string>> = {};

  /** @param config the stack's configuration as Pulumi gives it: keys with their namespace, `lab:workers`, all values as text */
  constructor(config: Readonly<Record<string, string>>) {
    for (const [key, value] of Object.entries(config)) {
      if (!key.startsWith("lab:")) continue;
      const name = key.slice("lab:".length);
      if (Object.hasOwn(definitions, name)) this.#given[name as SettingName] = value.trim();
      else
        this.problems.push(
          `${/^[\w:.-]{1,60}$/.test(key) ? key : shown(key)} is not a setting; there are ${settingNames.map((known) => `lab:${known}`).join(", ")}`,
        );
    }
  }

  /** The value of a setting, or its default. */
  text(name: SettingName): string {
    return this.#given[name] ?? String(definitions[name].default);
  }

  /** Whether a setting has another value than its default. */
  isSet(name: SettingName): boolean {
    return this.text(name) !== String(definitions[name].default);
  }

  complain(name: SettingName, why: string): void {
    this.problems.push(`lab:${name} is ${shown(this.text(name))}: ${why}`);
  }

  /** The value of a setting as a number; it is complained of unless it is a whole one in that range. */
  wholeNumber(name: SettingName, least: number, most: number): number {
    const value = Number(this.text(name));
    if (!/^\d+$/.test(this.text(name)) || value < least || value > most)
      this.complain(name, `it must be a whole number from ${least} to ${most}`);
    return value;
  }

  /** Complains of values that nothing can be made of, of those that are not among those allowed, and of settings that have no meaning for the kind of cluster. */
  compareWithDefinitions(): void {
    for (const [name, value] of Object.entries(this.#given) as [SettingName, string][]) {
      if (hasUnseen(value)) this.complain(name, "it has characters that cannot be seen, such as line breaks");
      if (value.length > longest) this.complain(name, `it is longer than ${longest} characters`);
    }
    for (const name of settingNames) {
      const { allowed } = definitions[name];
      if (allowed && !allowed.includes(this.text(name)))
        this.complain(name, `it must be one of ${allowed.filter(Boolean).join(", ")}`);
    }
    const kind = this.text("cluster");
    if (!isClusterKind(kind)) return;
    for (const name of settingNames) {
      const clusters: readonly string[] | undefined = definitions[name].clusters;
      if (clusters && this.isSet(name) && !clusters.includes(kind))
        this.complain(name, `it has a meaning only where lab:cluster is ${clusters.join(" or ")}, and it is ${kind}`);
    }
  }

  /** Complains of settings that have no meaning for a scenario. */
  compareWithScenario(scenario: string): void {
    for (const name of settingNames) {
      const { scenarios } = definitions[name];
      if (scenarios && this.isSet(name) && !scenarios.includes(scenario))
        this.complain(name, `it has a meaning only for scenario ${scenarios.join(" or ")}, and this is ${scenario}`);
    }
  }
}
