import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { type ImageSource, located } from "../artifacts/index.ts";
import { kindConfig } from "../clusters/kind-config.ts";
import { configMark } from "../clusters/lifecycle/request.ts";
import { clusterNodes } from "../clusters/nodes.ts";
import { nodeScript } from "../node-script.ts";
import type { KindSettings } from "../settings/settings.ts";
import { registryImage } from "../versions.ts";
import { cachedRegistries } from "./cache-names.ts";
import type { ImagesRequest } from "./lifecycle/request.ts";
import type { WantedImage } from "./wanted-image.ts";

export interface NodeImagesArgs {
  readonly settings: KindSettings;
  /** Of the cluster that the nodes are of, or will be. */
  readonly incarnation: string;
  /** Folder of the stack's own files, relative to the project's folder. */
  readonly directory: string;
  readonly wanted: readonly WantedImage[];
  readonly images: ImageSource;
  /** Seconds that nodes may take to answer, and again that all pulls may take. */
  readonly timeout: number;
}

/**
 * The images in the stores of kind's nodes, pulled while the cluster is still being made. Its Command neither waits for a resource nor
 * does one wait for it, so it starts with the cluster's own; and it never fails. There is nothing to delete: the stores go with the nodes.
 */
export class NodeImages extends pulumi.ComponentResource {
  constructor(name: string, args: NodeImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:NodeImages", name, {}, opts);
    const request = imagesRequest(args);
    const limit = `${2 * args.timeout + 1860}s`;
    new command.local.Command(
      `${name}-pull`,
      {
        interpreter: nodeScript("components/images/lifecycle/main.ts"),
        create: "pull",
        environment: { IMAGES_REQUEST: JSON.stringify(request) },
        // New nodes have empty stores. Another list is an update: what is there is not pulled again.
        triggers: [request.incarnation, request.configMark],
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      { parent: this, customTimeouts: { create: limit, update: limit } },
    );
    this.registerOutputs();
  }
}

/** What is asked of the process. */
export function imagesRequest(args: NodeImagesArgs): ImagesRequest {
  const { settings, incarnation, directory, wanted, images, timeout } = args;
  const registries = cachedRegistries(wanted.map(({ image }) => image));
  return {
    cluster: settings.name,
    incarnation,
    configMark: configMark(kindConfig(settings)),
    directory,
    containerEngine: settings.containerEngine,
    nodes: clusterNodes(settings.name, settings.workers).map(({ name, role }) => ({ name, role })),
    ...(settings.imageArchives.length > 0 ? { afterArchives: true } : {}),
    images: settings.warmImages ? [...wanted] : [],
    ...(settings.imageCache ? { caches: { image: located(registryImage, images), registries } } : {}),
    timeout,
  };
}
