import { located, withImages } from "../artifacts/index.ts";
import type { KubernetesManifest } from "../artifacts/index.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import { ipamExtensions, multus } from "../versions.ts";
import type { InstallationFiles } from "./installation-files.ts";
import { ipamExtensionsObjects } from "./ipam-extensions.ts";
import { kubevirtObjects } from "./kubevirt.ts";
import { multusObjects } from "./multus.ts";
import { nmstateObjects } from "./nmstate.ts";
import { ovnKubernetesImageOf } from "./ovn-kubernetes-values.ts";
import { partsToInstall } from "./parts-to-install.ts";

type Used = Pick<Settings, "images" | "versions" | "platform" | "stack">;

/**
 * @throws SettingsError that names each image of `lab:imageDigests` that the stack does not use: it is misspelt, or of another
 * version, and what it was meant for would be used without its digest
 */
export function requireDigestsInUse(settings: Used, files: InstallationFiles, parts: readonly PlatformPart[]): void {
  const used = imagesInUse(settings, files, parts);
  const { digests = new Map<string, string>(), mirror } = settings.images;
  const unused = [...digests.keys()].filter((image) => !used.has(located(image, settings.images)));
  if (unused.length === 0) return;
  // As they are written in the file: without the mirror.
  const start = mirror === undefined ? 0 : mirror.length + 1;
  const known = [...used].filter((image) => !image.includes("@")).map((image) => image.slice(start));
  throw new SettingsError([
    ...unused.map((image) => `lab:imageDigests has ${image}, which this stack does not use`),
    `The images that it uses without a digest are ${known.toSorted().join(", ")}`,
  ]);
}

/** Every image that a stack names, as it names it. */
export function imagesInUse(
  { images, versions, platform }: Used,
  files: InstallationFiles,
  parts: readonly PlatformPart[],
): ReadonlySet<string> {
  const manifests = [
    ...multusObjects(files.multus, { imageTag: multus[versions.multus].imageTag, images }),
    ...nmstateObjects(files.nmstate, images),
    ...kubevirtObjects(files.kubevirt, images),
    ...withImages(files.certManager, (image) => located(image, images)),
    ...ipamExtensionsObjects(files.ipamExtensions, {
      imageTag: ipamExtensions[versions.ipamExtensions].imageTag,
      images,
    }),
  ];
  const chart = partsToInstall(parts, platform.present).includes("ovn-kubernetes")
    ? [ovnKubernetesImageOf(versions.ovnKubernetes, images)]
    : [];
  return new Set<string>([...Object.values<string>({ ...versions.images }), ...chart, ...imagesOf(manifests)]);
}

function imagesOf(manifests: readonly KubernetesManifest[]): string[] {
  const found: string[] = [];
  withImages(manifests, (image) => {
    found.push(image);
    return image;
  });
  return found;
}
