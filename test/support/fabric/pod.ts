import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { V1Container, V1Pod } from "@kubernetes/client-node";
import { projectDirectory } from "../../../stacks/commands/project.ts";
import { inNetns, ip, nft } from "./commands.ts";
import type { PodInterface } from "./pod-interfaces.ts";
import { podRuleset, type PodOnFabric } from "./pod-ruleset.ts";
import type { Router } from "./router.ts";
import type { World } from "./world.ts";

/** A pod that runs: a network namespace with its interfaces, and in it a process for each container. */
export class FabricPod implements PodOnFabric {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: readonly PodInterface[];
  /** Its network namespace. */
  readonly netns: string;
  /** Ports of the routers that its interfaces are plugged into, by the interface's name. */
  readonly ports = new Map<string, string>();
  readonly #containers: readonly V1Container[];
  #processes: ChildProcess[] = [];

  constructor({ metadata, spec }: V1Pod, interfaces: readonly PodInterface[]) {
    this.uid = metadata?.uid ?? "";
    this.namespace = metadata?.namespace ?? "";
    this.name = metadata?.name ?? "";
    this.labels = metadata?.labels ?? {};
    this.interfaces = interfaces;
    this.netns = `pod-${this.namespace}-${this.name}`;
    this.#containers = spec?.containers ?? [];
  }

  /** Makes its interfaces. @param routerOf the router of an interface's network, with the interface's segment */
  async connect(routerOf: (to: PodInterface) => Promise<Router>): Promise<void> {
    await ip(undefined, `netns add ${this.netns}`);
    await ip(this.netns, "link set lo up");
    for (const one of this.interfaces) {
      const { name, address, mac, segment } = one;
      const router = await routerOf(one);
      this.ports.set(name, await router.plug(segment, { netns: this.netns, name, addresses: [address], mac }));
    }
    const primary = this.interfaces.find(({ role }) => role === "primary");
    const first = this.interfaces[0];
    if (primary?.gateway) await ip(this.netns, `route add default via ${primary.gateway} dev ${primary.name}`);
    // As OVN-Kubernetes sets it: the cluster's own range stays on the default network.
    if (first && first !== primary && first.gateway)
      await ip(this.netns, `route add ${first.network.cidr ?? ""} via ${first.gateway} dev ${first.name}`);
  }

  /**
   * Runs what its containers are: agnhost as it is, for the adapter of scenario localnet a program that does the same.
   * @param hostname what a server answers for its name; default: the pod's own
   */
  start(hostname = this.name): void {
    this.#processes = this.#containers.flatMap((container) => {
      const command = commandOf(container);
      if (command === undefined) return [];
      const environment = Object.fromEntries((container.env ?? []).map(({ name, value = "" }) => [name, value]));
      const named = ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', hostname];
      const [program = "", ...args] = [...inNetns(this.netns), ...named, ...command];
      return [spawn(program, args, { stdio: "ignore", env: { PATH: process.env["PATH"], ...environment } })];
    });
  }

  /** Ends the processes of its containers. */
  async end(): Promise<void> {
    const ended = this.#processes.map(async (one) => {
      if (one.exitCode === null && one.signalCode === null && one.kill("SIGKILL")) await once(one, "exit");
    });
    await Promise.all(ended);
    this.#processes = [];
  }

  /** Names of its containers. */
  get containers(): readonly string[] {
    return this.#containers.map(({ name }) => name);
  }

  /** Its interface in a role. @throws Error if it has none */
  interface(role: PodInterface["role"]): PodInterface {
    const found = this.interfaces.find((one) => one.role === role);
    if (!found) throw new Error(`pod ${this.namespace}/${this.name} has no ${role} interface`);
    return found;
  }

  /** Sets what its port lets through. */
  async guard(pods: readonly PodOnFabric[], world: World): Promise<void> {
    await nft(this.netns, podRuleset(this, pods, world));
  }

  async remove(): Promise<void> {
    await this.end();
    await ip(undefined, `netns del ${this.netns}`);
  }
}

/** Of the pods of virtual machines. */
export const launcherImage = "virt-launcher";

/** undefined: it only waits. */
function commandOf({ image = "", args = [] }: V1Container): string[] | undefined {
  if (/\/agnhost:/.test(image)) return args[0] === "pause" ? undefined : ["/agnhost", ...args];
  if (/\/rust-turtle-viewer:/.test(image))
    return [process.execPath, "--import", "tsx", join(projectDirectory, "test/support/fabric/turtle-adapter.ts")];
  // The guest comes by itself.
  if (image === launcherImage) return undefined;
  throw new Error(`the fabric knows nothing that does what image ${image} does`);
}
