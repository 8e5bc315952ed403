import { readSettings } from "../../../components/settings/read-settings.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import type { Settings } from "../../../components/settings/settings.ts";

export const projectDirectory = "/projects/labs";

/** Settings of a project with the scenarios `overlay` and `localnet`; keys of `given` are without `lab:`. */
export function settingsOf(given: Record<string, string>, stack = "overlay"): Settings {
  const config = Object.fromEntries(Object.entries(given).map(([name, value]) => [`lab:${name}`, value]));
  return readSettings({ stack, config, scenarios: ["overlay", "localnet"], projectDirectory });
}

/** The lines of what is wrong, without the last one, which says how to change a setting. */
export function problemsOf(given: Record<string, string>, stack = "overlay"): string[] {
  try {
    settingsOf(given, stack);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split("\n").slice(0, -1);
  }
  return [];
}

/** The fewest settings of an existing cluster. */
export const existing = { cluster: "existing", kubeconfig: "/etc/admin.conf", context: "prod" };
