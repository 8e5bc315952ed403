import { ip, succeed } from "../commands.ts";
import { addNetns, removeNetns } from "./network-namespace.ts";

/** Nodes of the lab, each a bridge of that name. */
export const nodes = ["worker", "worker2"] as const;
export type Node = (typeof nodes)[number];

/** Bytes, as OVN-Kubernetes has it. */
const mtu = 1400;

/**
 * A layer-2 network over two nodes: two bridges with a trunk between them, in a network namespace of their own, which is the network's
 * router, too, and beyond that all there is of the internet.
 */
export class VmNetwork {
  readonly #prefix: string;
  readonly #netns: string[];

  /** Network namespace of bridges and router. */
  readonly core: string;

  private constructor(prefix: string) {
    this.#prefix = prefix;
    this.core = `${prefix}core`;
    this.#netns = [this.core];
  }

  /**
   * @param prefix of the network namespaces' names
   * @param gateway the router's address, with its prefix length
   * @param internet an address beyond the router
   */
  static async create(prefix: string, gateway: string, internet: string): Promise<VmNetwork> {
    const network = new VmNetwork(prefix);
    await addNetns(network.core);
    await ip(
      network.core,
      ...nodes.flatMap((node) => [`link add name ${node} type bridge`, `link set dev ${node} up`]),
      `link add name trunk mtu ${mtu} type veth peer name trunk2`,
      ...nodes.flatMap((node, i) => port(trunkOf(i), node)),
      `addr add ${gateway} dev ${nodes[0]}`,
      `addr add ${internet} dev lo`,
      "link set dev lo up",
    );
    return network;
  }

  /** Makes a network namespace whose `eth0` is on the network. @returns its name */
  async attach(name: string, node: Node, mac: string): Promise<string> {
    const netns = `${this.#prefix}${name}`;
    await addNetns(netns);
    this.#netns.push(netns);
    await ip(
      this.core,
      `link add name ${name} mtu ${mtu} type veth peer name eth0 netns ${netns}`,
      ...port(name, node),
    );
    await ip(netns, `link set dev eth0 mtu ${mtu} address ${mac} up`, "link set dev lo up");
    return netns;
  }

  /** Lets no more than so many Mbit/s out of a network namespace: a test is no load for the machine. */
  async limit(netns: string, megabits: number): Promise<void> {
    const rate = ["rate", `${megabits}mbit`, "burst", "128kb", "latency", "50ms"];
    await succeed("tc", ["-n", netns, "qdisc", "add", "dev", "eth0", "root", "tbf", ...rate]);
  }

  /** From now on nothing gets to or from it, and it is not told. */
  unplug(name: string): Promise<void> {
    return ip(this.core, `link set dev ${name} nomaster`);
  }

  plug(name: string, node: Node): Promise<void> {
    return ip(this.core, ...port(name, node));
  }

  async detach(name: string): Promise<void> {
    const netns = `${this.#prefix}${name}`;
    await removeNetns(netns);
    this.#netns.splice(this.#netns.indexOf(netns), 1);
  }

  async remove(): Promise<void> {
    for (const netns of this.#netns) await removeNetns(netns);
  }
}

/** A bridge that learned where a machine was would look for it there, until the machine says something; OVN knows where it is. */
function port(name: string, node: Node): string[] {
  return [`link set dev ${name} master ${node} up`, `link set dev ${name} type bridge_slave learning off`];
}

function trunkOf(i: number): string {
  return i === 0 ? "trunk" : "trunk2";
}
