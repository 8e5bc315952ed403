import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** A resource plugin of Pulumi, in the version of the SDK that the program uses. */
export interface Plugin {
  readonly name: string;
  /** Without a leading "v". */
  readonly version: string;
}

const require = createRequire(import.meta.url);
const plugins: readonly Plugin[] = ["kubernetes", "command"].map((name) => ({
  name,
  version: (require(`@pulumi/${name}/package.json`) as { version: string }).version.replace(/^v/, ""),
}));

/** The plugins that are neither on the PATH, where Pulumi prefers them whatever their version, nor installed in the user's folder. */
export async function missingPlugins(environment: NodeJS.ProcessEnv = process.env): Promise<Plugin[]> {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const home = environment["PULUMI_HOME"] || join(environment["HOME"] || homedir(), ".pulumi");
  const there = await Promise.all(
    plugins.map(({ name, version }) => {
      const program = `pulumi-resource-${name}`;
      const places = [...folders, join(home, "plugins", `resource-${name}-v${version}`)];
      return Promise.any(places.map((place) => access(join(place, program), constants.X_OK))).then(
        () => true,
        () => false,
      );
    }),
  );
  return plugins.filter((_, i) => !there[i]);
}
