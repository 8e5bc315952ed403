import { ip, nft, succeed } from "./commands.ts";
import { type Gateway, uplinkName } from "./gateway.ts";
import { connect, type End } from "./links.ts";
import type { FabricNetwork } from "./networks.ts";
import { routerRuleset, type ServiceOnFabric } from "./service-ruleset.ts";

/** A network: a network namespace with a bridge for each segment, which routes between them and, if it has a way out, to the gateway. */
export class Router {
  readonly netns: string;
  readonly network: FabricNetwork;
  readonly #segments = new Map<string, string>();
  #uplink: string | undefined;
  #ports = 0;

  private constructor(network: FabricNetwork, netns: string) {
    this.network = network;
    this.netns = netns;
  }

  /** @param number tells it from all others */
  static async start(network: FabricNetwork, number: number, gateway: Gateway): Promise<Router> {
    const router = new Router(network, `network${number}`);
    await ip(undefined, `netns add ${router.netns}`);
    await ip(router.netns, "link set lo up");
    if (network.role === "secondary") return router;
    await succeed("nsenter", [`--net=/run/netns/${router.netns}`, "sysctl", "-qw", "net.ipv4.ip_forward=1"]);
    router.#uplink = (await gateway.join(router.netns, number)).router;
    return router;
  }

  /** Its address at the gateway; undefined if it has no way out. */
  get uplink(): string | undefined {
    return this.#uplink;
  }

  /** Makes a segment if it is not there. @param gateway address of the router on it, with its prefix length */
  async segment(name: string, gateway: string | undefined): Promise<string> {
    const found = this.#segments.get(name);
    if (found !== undefined) return found;
    const bridge = `seg${this.#segments.size}`;
    this.#segments.set(name, bridge);
    await ip(
      this.netns,
      `link add ${bridge} type bridge`,
      `link set dev ${bridge} mtu 1400`,
      ...(gateway === undefined ? [] : [`addr add ${gateway} dev ${bridge}`]),
      `link set dev ${bridge} up`,
    );
    return bridge;
  }

  /** Plugs something into a segment. @returns the name of the port, in the router's network namespace */
  async plug(segment: string, end: End): Promise<string> {
    const bridge = this.#segments.get(segment);
    if (bridge === undefined) throw new Error(`network ${this.network.key} has no segment ${segment}`);
    const name = `port${++this.#ports}`;
    await connect({ netns: this.netns, name, bridge }, end);
    return name;
  }

  /** Moves a port to another segment, as a switch does whose port is given another VLAN. */
  async move(port: string, segment: string): Promise<void> {
    await ip(this.netns, `link set dev ${port} master ${await this.segment(segment, undefined)}`);
  }

  /** Pulls the plug of a port, or puts it in again. */
  async plugged(port: string, state: "up" | "down"): Promise<void> {
    await ip(this.netns, `link set dev ${port} ${state}`);
  }

  async serve(services: readonly ServiceOnFabric[]): Promise<void> {
    if (this.#uplink !== undefined) await nft(this.netns, routerRuleset(services, uplinkName));
  }
}
