import {
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1Pod,
} from "@kubernetes/client-node";
import { waitFor } from "../../../components/wait.ts";
import { Addresses } from "./addresses.ts";
import { Gateway } from "./gateway.ts";
import type { FabricNetwork } from "./networks.ts";
import { FabricPod } from "./pod.ts";
import { interfacesOf, type PodInterface, reportedAnnotations } from "./pod-interfaces.ts";
import { Router } from "./router.ts";
import { type ServiceOnFabric, servicesOf } from "./service-ruleset.ts";
import { readWorld, type World } from "./world.ts";

const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

const execs = { group: "kwok.x-k8s.io", version: "v1alpha1", plural: "execs" } as const;

/**
 * Networks of a simulated cluster that carry packets: what OVN-Kubernetes makes of the API's objects, made of network namespaces, bridges
 * and nftables. It must run in the world that enter.sh makes.
 */
export class Fabric {
  readonly gateway: Gateway;
  readonly #config: KubeConfig;
  readonly #addresses: Addresses;
  readonly #routers = new Map<string, Router>();
  readonly #pods = new Map<string, FabricPod>();

  private constructor(config: KubeConfig, gateway: Gateway, nodes: readonly string[]) {
    this.#config = config;
    this.gateway = gateway;
    this.#addresses = new Addresses(nodes);
  }

  /** @param nodes names, the control plane first */
  static async start(config: KubeConfig, nodes: readonly string[]): Promise<Fabric> {
    const port = Number(new URL(config.getCurrentCluster()?.server ?? "").port);
    return new Fabric(config, await Gateway.start(nodes, port), nodes);
  }

  /** Makes the packets' world as the API's objects have it now. */
  async sync(): Promise<void> {
    // The API server refuses to list kinds for a moment after their definitions came.
    const world = await waitFor({ what: "the cluster's objects", timeout: 20, interval: 0.2 }, async () => ({
      met: await readWorld(this.#config),
    }));
    const running = world.pods.filter(isRunning);
    for (const [uid, pod] of this.#pods)
      if (!running.some(({ metadata }) => metadata?.uid === uid)) {
        this.#pods.delete(uid);
        await pod.remove();
      }
    for (const pod of running) if (!this.#pods.has(pod.metadata?.uid ?? "")) await this.#add(pod, world);
    await this.#applyRules(world);
  }

  /** A pod on the fabric. @throws Error if there is none of that name */
  pod(namespace: string, name: string): FabricPod {
    const found = [...this.#pods.values()].find((pod) => pod.namespace === namespace && pod.name === name);
    if (!found) throw new Error(`there is no pod ${namespace}/${name} on the fabric`);
    return found;
  }

  get pods(): readonly FabricPod[] {
    return [...this.#pods.values()];
  }

  /** The router of a network. */
  async router(network: FabricNetwork): Promise<Router> {
    const found = this.#routers.get(network.key);
    if (found) return found;
    const router = await Router.start(network, this.#routers.size + 1, this.gateway);
    this.#routers.set(network.key, router);
    return router;
  }

  /** A router that is there, by its network's key. */
  routerOf(key: string): Router {
    const found = this.#routers.get(key);
    if (!found)
      throw new Error(`there is no network ${key} on the fabric; there are ${[...this.#routers.keys()].join(", ")}`);
    return found;
  }

  /** The Services of a network's namespaces now. */
  async services(network: string): Promise<ServiceOnFabric[]> {
    return servicesOf(network, this.pods, await readWorld(this.#config));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pods.values()].map((pod) => pod.end()));
    await this.gateway.stop();
  }

  async #add(pod: V1Pod, world: World): Promise<void> {
    const interfaces = interfacesOf(pod, world, this.#addresses);
    const made = new FabricPod(pod, interfaces);
    await made.connect(async (to) => this.#routerFor(to, pod.spec?.nodeName ?? ""));
    this.#pods.set(made.uid, made);
    await this.letExec(made);
    await this.report(made);
    made.start();
  }

  /** Writes a pod's addresses into its annotations. */
  async report({ namespace, name, interfaces }: FabricPod, changed = interfaces): Promise<void> {
    const body = { metadata: { annotations: reportedAnnotations(changed) } };
    await this.#config.makeApiClient(CoreV1Api).patchNamespacedPod({ name, namespace, body }, asMerge);
  }

  async #routerFor({ network, segment }: PodInterface, node: string): Promise<Router> {
    const router = await this.router(network);
    await router.segment(segment, this.#addresses.gateway(network, node));
    return router;
  }

  /** KWOK runs commands for the pod's containers on this machine; the tools that enter.sh wraps go into the pod by this variable. */
  async letExec({ namespace, name, netns }: FabricPod): Promise<void> {
    const local = { envs: [{ name: "LAB_NETNS", value: netns }] };
    const body = {
      apiVersion: `${execs.group}/${execs.version}`,
      kind: "Exec",
      metadata: { name, namespace },
      spec: { execs: [{ local }] },
    };
    await this.#config.makeApiClient(CustomObjectsApi).createNamespacedCustomObject({ ...execs, namespace, body });
  }

  async refuseExec({ namespace, name }: FabricPod): Promise<void> {
    await this.#config.makeApiClient(CustomObjectsApi).deleteNamespacedCustomObject({ ...execs, namespace, name });
  }

  async #applyRules(world: World): Promise<void> {
    const pods = this.pods;
    for (const pod of pods) await pod.guard(pods, world);
    const nodePorts = [];
    for (const [key, router] of this.#routers) {
      const services = servicesOf(key, pods, world);
      await router.serve(services);
      for (const { nodePort } of services)
        if (nodePort !== undefined && router.uplink !== undefined)
          nodePorts.push({ port: nodePort, router: router.uplink });
    }
    await this.gateway.publish(nodePorts);
  }
}

function isRunning({ metadata, spec, status }: V1Pod): boolean {
  return (
    status?.phase === "Running" &&
    metadata?.deletionTimestamp === undefined &&
    spec?.nodeName !== undefined &&
    // Those of the platform are on their nodes' network, or are not what a scenario is about.
    !spec.hostNetwork
  );
}
