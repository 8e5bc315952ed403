import { mirrored } from "../artifacts/images.ts";
import { type Versions, versionSets, type VersionSet, type WorkloadImages } from "../versions.ts";
import type { SettingName } from "./setting-definitions.ts";
import type { SettingValues } from "./setting-values.ts";

/** Settings of one version each. */
const versionNames = [
  "ovnKubernetes",
  "multus",
  "ipamClaims",
  "nmstate",
  "kubevirt",
  "certManager",
  "ipamExtensions",
] as const satisfies readonly (keyof Versions & SettingName)[];

/** The versions of the set that is chosen, but for those that are set themselves, with images from the mirror if there is one. */
export function chosenVersions(values: SettingValues): Versions {
  const set: Versions = versionSets[values.text("versions") as VersionSet];
  const chosen = Object.fromEntries(
    versionNames.flatMap((name) => (values.text(name) ? [[name, values.text(name)]] : [])),
  ) as Partial<Versions>;
  return { ...set, ...chosen, images: fromMirror(set.images, values.text("imageMirror") || undefined) };
}

function fromMirror(images: WorkloadImages, mirror: string | undefined): WorkloadImages {
  return {
    overlayServer: mirrored(images.overlayServer, mirror),
    workshopServer: mirrored(images.workshopServer, mirror),
    fedora: mirrored(images.fedora, mirror),
    fedoraWithTools: mirrored(images.fedoraWithTools, mirror),
    turtleAdapter: mirrored(images.turtleAdapter, mirror),
    turtleDatabase: mirrored(images.turtleDatabase, mirror),
  };
}
