import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { waitFor } from "../../../components/wait.ts";
import { ip, inNetns, nft, succeed } from "./commands.ts";
import { connect } from "./links.ts";
import { table } from "./pod-ruleset.ts";

/** The machine's and the nodes' addresses on the network of the nodes. */
export const nodeNetwork = { machine: "172.30.0.1", prefix: 24, firstNode: 2 } as const;

/** Addresses that play the internet, at the gateway. */
export const internet = { resolver: "8.8.8.8", google: "203.0.113.80" } as const;

const dnsAddress = "10.96.0.10";
/** Of Service `kubernetes`. */
const apiAddress = "10.96.0.1";
const serviceRange = "10.96.0.0/16";

const netns = "gateway";
/** The interface of a router to the gateway. */
export const uplinkName = "uplink";

export interface NodePort {
  readonly port: number;
  /** Address of the router of the Service's network. */
  readonly router: string;
}

/**
 * What is outside of the cluster's networks: the nodes' addresses, the internet, the cluster's DNS server and the way to its API server. It
 * knows no route into any pod network, as the machines around a cluster do not.
 */
export class Gateway {
  readonly #apiPort: number;
  #dns: ChildProcess | undefined;
  readonly #nodes: readonly string[];

  private constructor(nodes: readonly string[], apiPort: number) {
    this.#apiPort = apiPort;
    this.#nodes = nodes;
  }

  /** @param nodes names, the control plane first; @param apiPort of the API server on this machine */
  static async start(nodes: readonly string[], apiPort: number): Promise<Gateway> {
    await ip(undefined, `netns add ${netns}`);
    await ip(
      netns,
      "link set lo up",
      ...[dnsAddress, ...Object.values(internet)].map((one) => `addr add ${one}/32 dev lo`),
    );
    await succeed("nsenter", [`--net=/run/netns/${netns}`, "sysctl", "-qw", "net.ipv4.ip_forward=1"]);
    await connect(
      { netns: undefined, name: "nodes", addresses: [`${nodeNetwork.machine}/${nodeNetwork.prefix}`] },
      { netns, name: "machine", addresses: nodes.map((_, i) => `${nodeAddress(i)}/${nodeNetwork.prefix}`) },
    );
    // Cluster addresses of other networks' Services are nobody's here, and nobody says so.
    await ip(netns, `route add blackhole ${serviceRange}`);
    const gateway = new Gateway(nodes, apiPort);
    await gateway.publish([]);
    await gateway.startDns();
    return gateway;
  }

  /** An interface to a network's router. */
  async join(router: string, number: number): Promise<{ readonly gateway: string; readonly router: string }> {
    const [own, other] = [`169.254.${number}.1`, `169.254.${number}.2`];
    await connect(
      { netns, name: `net${number}`, addresses: [`${own}/30`] },
      { netns: router, name: uplinkName, addresses: [`${other}/30`] },
    );
    await ip(router, `route add default via ${own}`);
    return { gateway: own, router: other };
  }

  /** Sets what node ports there are. */
  async publish(nodePorts: readonly NodePort[]): Promise<void> {
    const nodes = this.#nodes.map((_, i) => nodeAddress(i)).join(", ");
    await nft(
      netns,
      table("ip gateway", {
        published: {
          hook: "type nat hook prerouting priority dstnat;",
          rules: [
            `ip daddr ${apiAddress} tcp dport 443 dnat to ${nodeNetwork.machine}:${this.#apiPort}`,
            ...nodePorts.map(({ port, router }) => `ip daddr { ${nodes} } tcp dport ${port} dnat to ${router}:${port}`),
          ],
        },
        leaving: {
          hook: "type nat hook postrouting priority srcnat;",
          // The machine knows no way back to the routers' own addresses.
          rules: [`oifname "machine" masquerade`],
        },
      }),
    );
  }

  /** @param apiServer what it says of the API server; default: the truth */
  async startDns(apiServer: string = apiAddress): Promise<void> {
    this.#dns = startDns(apiServer);
    await dnsAnswers();
  }

  /** Ends the DNS server. */
  async stop(): Promise<void> {
    const dns = this.#dns;
    this.#dns = undefined;
    if (dns?.kill("SIGKILL")) await once(dns, "exit");
  }

  /** Adds or removes an address of the internet. */
  async internet(action: "add" | "del", address: string): Promise<void> {
    await ip(netns, `addr ${action} ${address}/32 dev lo`);
  }

  /** Makes a way into a pod network, which there must not be, or takes it away. @param router its router's address here */
  async leak(action: "add" | "del", cidr: string, router: string): Promise<void> {
    await ip(netns, `route ${action} ${cidr} via ${router}`);
  }
}

/** The address of the nth node, from 0. */
export function nodeAddress(index: number): string {
  return nodeNetwork.machine.replace(/\d+$/, String(nodeNetwork.firstNode + index));
}

function startDns(apiServer: string): ChildProcess {
  const names = [
    ["kubernetes.default.svc.cluster.local", apiServer],
    ["google.com", internet.google],
    // Everything else has no address; `#` matches all names.
    ["#", ""],
  ];
  const [program = "", ...args] = [
    ...inNetns(netns),
    "dnsmasq",
    "--keep-in-foreground",
    "--conf-file=/dev/null",
    "--no-resolv",
    "--no-hosts",
    "--user=root",
    "--pid-file=",
    `--listen-address=${dnsAddress}`,
    "--bind-interfaces",
    ...names.map(([name, address]) => `--address=/${name ?? ""}/${address ?? ""}`),
  ];
  return spawn(program, args, { stdio: "ignore" });
}

function dnsAnswers(): Promise<string> {
  return waitFor({ what: "the DNS server of the fabric", timeout: 10, interval: 0.05 }, async () => ({
    met: await succeed("nsenter", [`--net=/run/netns/${netns}`, "getent", "ahostsv4", "google.com"]),
  }));
}
