import { type ImageSource, located } from "../artifacts/index.ts";
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

/** The versions of the set that is chosen, but for those that are set themselves, with images from their source. */
export function chosenVersions(values: SettingValues, source: ImageSource): Versions {
  const set: Versions = versionSets[values.text("versions") as VersionSet];
  const chosen = Object.fromEntries(
    versionNames.flatMap((name) => (values.text(name) ? [[name, values.text(name)]] : [])),
  ) as Partial<Versions>;
  return { ...set, ...chosen, images: imagesFrom(set.images, source) };
}

function imagesFrom(images: WorkloadImages, source: ImageSource): WorkloadImages {
  return {
    overlayServer: located(images.overlayServer, source),
    workshopServer: located(images.workshopServer, source),
    fedora: located(images.fedora, source),
    fedoraWithTools: located(images.fedoraWithTools, source),
    turtleAdapter: located(images.turtleAdapter, source),
    turtleDatabase: located(images.turtleDatabase, source),
  };
}
