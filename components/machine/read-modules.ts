import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { type ModuleName, moduleNames, type ModuleState } from "./facts.ts";
import { type Source, textOf } from "./read-text.ts";

/** The kernel's own name for each, in its configuration. */
const options: Readonly<Record<ModuleName, string>> = {
  openvswitch: "CONFIG_OPENVSWITCH",
  geneve: "CONFIG_GENEVE",
  vrf: "CONFIG_NET_VRF",
  nft_socket: "CONFIG_NFT_SOCKET",
};

/**
 * Looks for the modules among those that are loaded, those built into the kernel, and the files it could load. That one is absent is
 * said only where a list of the files, or the kernel's configuration, is there to tell.
 * @param release of the kernel, as its folder of modules is called; undefined: not Linux
 */
export async function readModules(
  release: string | undefined,
  { root }: Source,
): Promise<Record<ModuleName, ModuleState>> {
  const folder = join(root, "lib", "modules", release ?? "");
  const [builtIn, files, configuration] = release
    ? await Promise.all([
        textOf(join(folder, "modules.builtin")),
        textOf(join(folder, "modules.dep")),
        configurationOf(release, root),
      ])
    : [];
  const state = (name: ModuleName): ModuleState => {
    const option = configuration && optionIn(configuration, options[name]);
    if ((builtIn && names(builtIn).has(name)) || option === "y") return "built in";
    if (release && existsSync(join(root, "sys", "module", name))) return "loaded";
    if (files) return names(files).has(name) ? "available" : "absent";
    return option === "n" ? "absent" : "unknown";
  };
  return Object.fromEntries(moduleNames.map((name) => [name, state(name)])) as Record<ModuleName, ModuleState>;
}

/** The modules that a list names by path: `kernel/net/openvswitch/openvswitch.ko.zst: …`. */
function names(list: string): Set<string> {
  return new Set([...list.matchAll(/^(?:\S*\/)?([^/\s:]+)\.ko\b/gm)].map(([, name = ""]) => name.replaceAll("-", "_")));
}

async function configurationOf(release: string, root: string): Promise<string | undefined> {
  try {
    return (await promisify(gunzip)(await readFile(join(root, "proc", "config.gz")))).toString();
  } catch {
    return textOf(join(root, "boot", `config-${release}`));
  }
}

/** An option that is not mentioned cannot be chosen, so the kernel has it not. */
function optionIn(configuration: string, option: string): "y" | "m" | "n" {
  const value = new RegExp(`^${option}=([ym])$`, "m").exec(configuration)?.[1];
  return value === "y" || value === "m" ? value : "n";
}
