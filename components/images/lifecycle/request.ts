import { z } from "zod";

const schema = z.object({
  cluster: z.string(),
  /** The making of the cluster that the nodes are of. */
  incarnation: z.string(),
  configMark: z.string(),
  /** Folder of the stack's own files, relative to the project's folder. */
  directory: z.string(),
  containerEngine: z.enum(["auto", "docker", "podman"]),
  nodes: z.array(z.object({ name: z.string(), role: z.enum(["control-plane", "worker"]) })),
  /** In the order of need; empty: none is pulled ahead. */
  images: z.array(z.object({ image: z.string(), on: z.enum(["all", "control-plane", "workers"]) })),
  /** Whether nothing is pulled before the cluster is ready, for archives that are loaded until then may have it all. */
  afterArchives: z.boolean().optional(),
  /** Registries to pull from through caches, and the image that these run. */
  caches: z.object({ image: z.string(), registries: z.array(z.string()) }).optional(),
  /** Seconds that nodes may take to answer, and again that all pulls may take. */
  timeout: z.number(),
});

/** What a Command hands to the process that fills the image stores of kind's nodes, in the environment variable `IMAGES_REQUEST`. */
export type ImagesRequest = z.infer<typeof schema>;

export function readImagesRequest(environment: NodeJS.ProcessEnv): ImagesRequest {
  return schema.parse(JSON.parse(environment["IMAGES_REQUEST"] ?? "null"));
}
