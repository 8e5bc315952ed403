import { fullImageName, mirrored } from "./images.ts";

/** Where images come from, and which of them are pinned. */
export interface ImageSource {
  /** Registry and path put before every image's name, without a slash at its end; undefined: images come from their own registries. */
  readonly mirror?: string | undefined;
  /** Digests by images with their registries and tags; an image that is not among them is used by its tag. */
  readonly digests?: ReadonlyMap<string, string> | undefined;
}

/**
 * The image as it is used: from the mirror, and with its digest behind its tag if one is known. A mirror has to have the same
 * content, so that a digest is the same there.
 * @example located("quay.io/a/b:v1", { mirror: "mirror.example", digests }) // mirror.example/quay.io/a/b:v1@sha256:…
 */
export function located(image: string, { mirror, digests }: ImageSource): string {
  const digest = digests?.get(fullImageName(image));
  return `${mirrored(image, mirror)}${digest === undefined ? "" : `@${digest}`}`;
}
