import type { KubernetesManifest } from "./manifests.ts";

const template = ["spec", "template", "spec"];

/** Where an object of a kind has its pod's specification. */
const podSpecPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  PodTemplate: ["template", "spec"],
  Deployment: template,
  DaemonSet: template,
  StatefulSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  Job: template,
  CronJob: ["spec", "jobTemplate", ...template],
};

/**
 * A deep copy in which the image of every container and init container, of pods and of objects with a pod template, is what `replace`
 * gives for it. The manifests passed in stay as they are. Containers without an image are left alone.
 */
export function withImages(
  manifests: readonly KubernetesManifest[],
  replace: (image: string) => string,
): KubernetesManifest[] {
  return manifests.map((manifest) => {
    const copy = structuredClone(manifest);
    const podSpec = podSpecOf(copy);
    for (const list of [podSpec?.["containers"], podSpec?.["initContainers"]]) {
      for (const container of Array.isArray(list) ? (list as unknown[]) : []) {
        if (isObject(container) && typeof container["image"] === "string")
          container["image"] = replace(container["image"]);
      }
    }
    return copy;
  });
}

/**
 * `<repository>:<tag>` for an image of that repository, whatever tag or digest it has; any other image as it is.
 * @param wanted `repository` as manifests write it, with the registry: "ghcr.io/k8snetworkplumbingwg/multus-cni".
 */
export function replaceImageTag(image: string, wanted: { repository: string; tag: string }): string {
  const [name = ""] = image.split("@");
  // A colon before the last slash is the port of the registry.
  const repository = name.replace(/:[^/:]*$/, "");
  return repository === wanted.repository ? `${wanted.repository}:${wanted.tag}` : image;
}

function podSpecOf(manifest: KubernetesManifest): Record<string, unknown> | undefined {
  const path = Object.hasOwn(podSpecPaths, manifest.kind) ? podSpecPaths[manifest.kind] : undefined;
  let value: unknown = path && manifest;
  for (const key of path ?? []) value = isObject(value) ? value[key] : undefined;
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
