import type { ClusterSettings } from "../settings/settings.ts";

/** The nodes that may run containers of an image. Those of kind's control plane have a taint that most pods do not tolerate. */
export type Placement = "all" | "control-plane" | "workers";

/** An image that a lab needs in the image stores of its nodes. */
export interface WantedImage {
  /** As pods name it. */
  readonly image: string;
  readonly on: Placement;
}

export function on(placement: Placement, images: readonly string[]): WantedImage[] {
  return images.map((image) => ({ image, on: placement }));
}

/** Whether the list of images is of any use: kind's nodes pull them, through caches or not, and simulated nodes the time that it takes. */
export function pullsAhead(cluster: ClusterSettings): boolean {
  if (cluster.kind === "kind") return cluster.warmImages || cluster.imageCache;
  return cluster.kind === "simulated" && cluster.delays !== undefined;
}

/** Each image once, at its first place in the order, on all nodes that it is wanted on anywhere. */
export function distinct(wanted: readonly WantedImage[]): WantedImage[] {
  const found = new Map<string, Placement>();
  for (const { image, on: placement } of wanted) {
    const before = found.get(image);
    found.set(image, before === undefined || before === placement ? placement : "all");
  }
  return [...found].map(([image, placement]) => ({ image, on: placement }));
}

/** The images that a node of that role needs, in the order of need. */
export function imagesOn(role: "control-plane" | "worker", wanted: readonly WantedImage[]): string[] {
  const own: Placement = role === "worker" ? "workers" : "control-plane";
  return wanted.filter((one) => one.on === "all" || one.on === own).map(({ image }) => image);
}
