import { type KubernetesManifest, located, podSpecOf, withImages } from "../artifacts/index.ts";
import { distinct, on, type Placement, type WantedImage } from "../images/wanted-image.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import { ipamExtensions, multus } from "../versions.ts";
import type { InstallationFiles } from "./installation-files.ts";
import { ipamExtensionsObjects } from "./ipam-extensions.ts";
import { kubevirtObjects } from "./kubevirt.ts";
import { multusObjects } from "./multus.ts";
import { nmstateObjects } from "./nmstate.ts";
import { operandImages } from "./operands.ts";
import { ovnKubernetesImageOf } from "./ovn-kubernetes-values.ts";
import { partsToInstall } from "./parts-to-install.ts";

/** The images that pods of the platform run, in the order of need: networks, operators and what they start, and what waits for those. */
export function platformImages(
  { images, versions, platform }: Pick<Settings, "images" | "versions" | "platform">,
  files: InstallationFiles,
  parts: readonly PlatformPart[],
): WantedImage[] {
  const needed = partsToInstall(parts, platform.present);
  const objects: Readonly<Partial<Record<PlatformPart, () => readonly KubernetesManifest[]>>> = {
    multus: () => multusObjects(files.multus, { imageTag: multus[versions.multus].imageTag, images }),
    kubevirt: () => kubevirtObjects(files.kubevirt, images),
    nmstate: () => nmstateObjects(files.nmstate, images),
    "cert-manager": () => withImages(files.certManager, (image) => located(image, images)),
    "ipam-extensions": () =>
      ipamExtensionsObjects(files.ipamExtensions, {
        imageTag: ipamExtensions[versions.ipamExtensions].imageTag,
        images,
      }),
  };
  const inOrder = (Object.keys(objects) as PlatformPart[]).filter((part) => needed.includes(part));
  return distinct([
    ...(needed.includes("ovn-kubernetes") ? on("all", [ovnKubernetesImageOf(versions.ovnKubernetes, images)]) : []),
    ...inOrder.flatMap((part) => (objects[part]?.() ?? []).flatMap(imagesOf)),
  ]);
}

interface Container {
  readonly image?: string;
}

function imagesOf(manifest: KubernetesManifest): WantedImage[] {
  const spec = podSpecOf(manifest);
  if (!spec) return [];
  const containers = ["initContainers", "containers"].flatMap((key) => (spec[key] ?? []) as Container[]);
  const own = containers.flatMap(({ image }) => image ?? []);
  return [...on(placementOf(spec), own), ...operandImages(containers)];
}

interface Toleration {
  readonly key?: string;
  readonly effect?: string;
}

/** Where kind's scheduler may put a pod: on the control plane's node only if it tolerates that one's taint. */
function placementOf(spec: Readonly<Record<string, unknown>>): Placement {
  const tolerations = (spec["tolerations"] ?? []) as Toleration[];
  const tolerates = tolerations.some(
    ({ key, effect }) =>
      (key === undefined || key === "node-role.kubernetes.io/control-plane") &&
      (effect === undefined || effect === "NoSchedule"),
  );
  return tolerates ? "all" : "workers";
}
