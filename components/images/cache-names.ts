import { fullImageName } from "../artifacts/index.ts";

/** The label that marks a cache's container and volume as this project's. Its value is the registry. */
export const cacheLabel = "ovn-kubernetes-labs.image-cache";

/** Name of a cache's container, which is its host name too, and of its volume. */
export function cacheName(registry: string): string {
  return `ovn-kubernetes-labs-cache-${registry.replace(/[^a-z0-9]+/g, "-")}`;
}

/** The registry of an image: `docker.io` for `postgres:16`. */
export function registryOf(image: string): string {
  return fullImageName(image).split("/")[0] ?? "";
}

/** The registries of images that can have a cache, in the order of need. What is on this very machine is no other machine's. */
export function cachedRegistries(images: readonly string[]): string[] {
  return [...new Set(images.map(registryOf))].filter((registry) => !/^(localhost|127\.)/.test(registry));
}

/** Where a registry's API is. */
export function registryUrl(registry: string): string {
  return `https://${registry === "docker.io" ? "registry-1.docker.io" : registry}`;
}

/** Containerd's `hosts.toml` for a registry: first the cache, and if that has no answer, the registry itself. */
export function hostsFile(registry: string): string {
  return [
    `server = "${registryUrl(registry)}"`,
    "",
    `[host."http://${cacheName(registry)}:5000"]`,
    '  capabilities = ["pull", "resolve"]',
    "",
  ].join("\n");
}
