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
 * A deep copy in which every image of a container or init container, of pods and of objects with a pod template, is what `replace`
 * gives for it: the one it runs, and those it is told of, for operators start others. These are values of environment variables whose
 * names end in `IMAGE` (`VIRT_OPERATOR_IMAGE`, `RELATED_IMAGE_HANDLER_IMAGE`) and of arguments that end in `-image`
 * (`--acme-http01-solver-image=…`); for those `replaceTold` can give something else. The manifests passed in stay as they are. Containers without an image are left alone.
 */
export function withImages(
  manifests: readonly KubernetesManifest[],
  replace: (image: string) => string,
  replaceTold: (image: string) => string = replace,
): KubernetesManifest[] {
  return manifests.map((manifest) => {
    const copy = structuredClone(manifest);
    const podSpec = podSpecOf(copy);
    for (const list of [podSpec?.["containers"], podSpec?.["initContainers"]]) {
      for (const container of Array.isArray(list) ? (list as unknown[]) : []) {
        if (isObject(container)) replaceImages(container, replace, replaceTold);
      }
    }
    return copy;
  });
}

function replaceImages(
  container: Record<string, unknown>,
  replace: (image: string) => string,
  replaceTold: (image: string) => string,
): void {
  if (typeof container["image"] === "string") container["image"] = replace(container["image"]);
  for (const variable of Array.isArray(container["env"]) ? (container["env"] as unknown[]) : []) {
    if (!isObject(variable) || typeof variable["name"] !== "string" || typeof variable["value"] !== "string") continue;
    if (variable["name"].endsWith("IMAGE") && variable["value"] !== "")
      variable["value"] = replaceTold(variable["value"]);
  }
  if (Array.isArray(container["args"]))
    container["args"] = (container["args"] as unknown[]).map((argument) =>
      typeof argument === "string"
        ? argument.replace(/^(--[\w-]*-image=)(.+)$/, (_, name: string, image: string) => name + replaceTold(image))
        : argument,
    );
}

/**
 * The image's name at a mirror: `mirror.example/hub/quay.io/nmstate/x:v1`, with the registry that it has or that engines take for it.
 * @param mirror registry and path without a slash at its end; undefined: the image as it is.
 */
export function mirrored(image: string, mirror: string | undefined): string {
  return mirror === undefined ? image : `${mirror}/${fullImageName(image)}`;
}

/** The image with the registry that it has or that engines take for it: `docker.io/library/postgres:16` for `postgres:16`. */
export function fullImageName(image: string): string {
  const [first = "", ...rest] = image.split("/");
  // As docker reads names: a first part with a dot or a port, or localhost, is a registry.
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return hasRegistry ? image : `docker.io/${rest.length > 0 ? "" : "library/"}${image}`;
}

const pathPart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

/** An image's name as container engines read it: `registry.example:5000/path/name:tag@sha256:…`, where all but the name may be missing. */
export const imageName = new RegExp(
  `^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\\d{1,5})?/)?${pathPart}(?:/${pathPart})*` +
    "(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$",
);

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

/** The specification of the pod that an object is or makes; undefined for other kinds. */
export function podSpecOf(manifest: KubernetesManifest): Record<string, unknown> | undefined {
  const path = Object.hasOwn(podSpecPaths, manifest.kind) ? podSpecPaths[manifest.kind] : undefined;
  let value: unknown = path && manifest;
  for (const key of path ?? []) value = isObject(value) ? value[key] : undefined;
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
