import {
  clusterCreation,
  firstMatch,
  guestStart,
  imageSizes,
  kubevirtImages,
  kubevirtStart,
  podStarts,
  pullRate,
} from "./profile.ts";

/** A pod that has a node. */
export interface BoundPod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  readonly hostNetwork: boolean;
  /** Of all its containers. */
  readonly images: readonly string[];
}

/** When something becomes ready, in milliseconds since 1970. */
export interface Readiness<T> {
  readonly what: T;
  readonly at: number;
}

/** Milliseconds of simulated time, of which all figures are seconds. */
export function milliseconds(seconds: number, factor: number): number {
  return Math.round(seconds * 1000 * factor);
}

/** Milliseconds that making a cluster takes. */
export function creationTime(factor: number): number {
  return milliseconds(clusterCreation.value, factor);
}

/**
 * When pods and virtual machines of a simulated cluster are ready. Times of pulls and of starts are apart: a node pulls each image once, one after the other, and
 * what needs images starts when they are there. A pod's sandbox needs the node's network, so what is not on the network of its host
 * pulls and starts only after OVN-Kubernetes runs on its node; multus, which is, starts after it too.
 */
export class Schedule {
  readonly #factor: number;
  readonly #workers: readonly string[];
  readonly #images = new Map<string, number>();
  readonly #pulledUntil = new Map<string, number>();
  readonly #networks = new Map<string, number>();
  #waiting: BoundPod[] = [];
  #kubevirtOperator = "quay.io/kubevirt/virt-operator";
  #guests = 0;

  /** @param factor what all times are multiplied with */
  constructor(factor: number, workers: readonly string[]) {
    this.#factor = factor;
    this.#workers = workers;
  }

  /** Has a node pull images from now on that no pod has asked for yet. */
  warm(node: string, images: readonly string[], now: number): void {
    this.#pull(node, images, now);
  }

  /** @returns when it is ready, and pods that waited for the network that it brings; nothing while its own network is unknown */
  pod(pod: BoundPod, now: number): Readiness<BoundPod>[] {
    this.#kubevirtOperator = pod.images.find((image) => image.includes("/virt-operator")) ?? this.#kubevirtOperator;
    const network = this.#networkOf(pod);
    if (network === undefined) {
      this.#waiting.push(pod);
      return [];
    }
    const pulled = this.#pull(pod.node, pod.images, pod.hostNetwork ? now : Math.max(now, network));
    const start = firstMatch(podStarts, `${pod.namespace}/${pod.name}`);
    const ready = { what: pod, at: Math.max(pulled, network) + milliseconds(start.value, this.#factor) };
    if (!bringsNetwork(pod)) return [ready];
    this.#networks.set(pod.node, ready.at);
    const freed = this.#waiting.filter(({ node }) => node === pod.node);
    this.#waiting = this.#waiting.filter(({ node }) => node !== pod.node);
    return [ready, ...freed.flatMap((one) => this.pod(one, now))];
  }

  /** @returns when KubeVirt is Available: its own pods, which an operator would start, need their images on every worker */
  kubevirt(now: number): number {
    const images = kubevirtImages.map((name) => this.#kubevirtImage(name));
    const pulled = this.#workers.map((node) => this.#pull(node, images, now));
    return Math.max(now, ...pulled) + milliseconds(kubevirtStart.value, this.#factor);
  }

  /** @returns when a guest is ready. Guests go to the workers in turn, where their launcher and their disk have to be pulled. */
  guest(disks: readonly string[], now: number): number {
    const node = this.#workers[this.#guests++ % this.#workers.length] ?? "";
    const pulled = this.#pull(node, [this.#kubevirtImage("virt-launcher"), ...disks], now);
    return pulled + milliseconds(guestStart.value, this.#factor);
  }

  #kubevirtImage(name: string): string {
    return this.#kubevirtOperator.replace("virt-operator", name);
  }

  /** When the network is there that a pod needs: long ago if it needs none, undefined while nothing is known of it. */
  #networkOf(pod: BoundPod): number | undefined {
    const needsNone = pod.namespace === "ovn-kubernetes" || (pod.hostNetwork && !pod.name.startsWith("kube-multus"));
    return needsNone ? 0 : this.#networks.get(pod.node);
  }

  /** @returns when all the images are there; at the earliest now */
  #pull(node: string, images: readonly string[], now: number): number {
    let all = now;
    for (const image of images) {
      const key = `${node} ${image}`;
      const there = this.#images.get(key) ?? this.#pullOne(node, image, now);
      this.#images.set(key, there);
      all = Math.max(all, there);
    }
    return all;
  }

  #pullOne(node: string, image: string, now: number): number {
    const seconds = firstMatch(imageSizes, image).value / pullRate.value;
    const end = Math.max(now, this.#pulledUntil.get(node) ?? 0) + milliseconds(seconds, this.#factor);
    this.#pulledUntil.set(node, end);
    return end;
  }
}

function bringsNetwork({ namespace, name }: BoundPod): boolean {
  return namespace === "ovn-kubernetes" && name.startsWith("ovnkube-node-");
}
