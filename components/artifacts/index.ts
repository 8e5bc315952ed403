/** The upstream files the program installs from: where they come from, how they are verified, and how they are read. */
export { ArtifactError, DamagedArtifactError } from "./artifact-error.ts";
export { type ImageSource, located } from "./image-source.ts";
export { fullImageName, imageName, mirrored, podSpecOf, replaceImageTag, withImages } from "./images.ts";
export { readManifest } from "./manifests.ts";
export type { KubernetesManifest } from "./manifests.ts";
export { isUrl, resolveArtifact } from "./resolve-artifact.ts";
export type { ResolveArtifactOptions } from "./resolve-artifact.ts";
