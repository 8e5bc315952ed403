import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ip, succeed } from "../commands.ts";
import { setHosts, setPassword, writeGuestFiles } from "./guest-files.ts";
import { openSerialLine, type SerialLine } from "./serial-line.ts";

/** An address that a guest has from its boot on. */
export interface GuestAddress {
  /** Interface in the guest's network namespace, such as `eth0`. */
  readonly link: string;
  /** With its prefix length. */
  readonly cidr: string;
  /** Seconds that it lasts, as one that came by DHCP; undefined: for ever, as one that somebody set. */
  readonly lease?: number;
}

export interface GuestRequest {
  readonly namespace: string;
  /** The virtual machine's name, and the guest's host name. */
  readonly vm: string;
  /** Network namespace, which is there with its interfaces: `/run/netns/<netns>`. */
  readonly netns: string;
  readonly addresses: readonly GuestAddress[];
  /** Of IPv4, reached over the first address's link. */
  readonly gateway?: string;
  /** Names that it resolves beside its own, with their addresses; it asks no server. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Whether people can log in as soon as the guest is there, or only when {@link Guest.offerLogin} is called; default: yes. */
  readonly offersLogin?: boolean;
}

/**
 * What runs in a virtual machine: processes with a network, mounts and a host name of their own, and a serial console with Debian's own
 * agetty, login and bash. All of it ends with this process at the latest.
 */
export class Guest {
  readonly namespace: string;
  readonly vm: string;
  readonly netns: string;
  /** What its console is connected to. */
  readonly line: SerialLine;
  /** What lies over this machine's files. */
  readonly folder: string;
  readonly #init: Init;

  private constructor({ namespace, vm, netns }: GuestRequest, folder: string, line: SerialLine, init: Init) {
    this.namespace = namespace;
    this.vm = vm;
    this.netns = netns;
    this.line = line;
    this.folder = folder;
    this.#init = init;
  }

  /**
   * @param directory for the guest's files
   * @throws Error with what its first process said
   */
  static async start(request: GuestRequest, directory: string): Promise<Guest> {
    const { vm, netns, hosts = {}, offersLogin = true } = request;
    const folder = await mkdtemp(join(directory, `${vm}-`));
    await writeGuestFiles(folder, vm, hosts);
    const line = await openSerialLine();
    try {
      await setAddresses(request);
      const init = await Init.start(netns, [vm, line.device.replace("/dev/", ""), folder]);
      const guest = new Guest(request, folder, line, init);
      if (offersLogin) await guest.offerLogin();
      return guest;
    } catch (error) {
      await line.close();
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** From now on people can log in at the console. */
  offerLogin(): Promise<void> {
    return this.#init.order("getty");
  }

  /** Ends everything in the guest. Its console says nothing until logins are offered again. */
  halt(): Promise<void> {
    return this.#init.order("off");
  }

  /** Prints on the console, whatever else is going on there, as the kernel does. */
  async print(text: string): Promise<void> {
    const console = await open(this.line.device, constants.O_WRONLY | constants.O_NOCTTY);
    try {
      await console.write(text);
    } finally {
      await console.close();
    }
  }

  /** Sets the user's password; who is logged in stays so. */
  setPassword(password: string): Promise<void> {
    return setPassword(this.folder, password);
  }

  /** Sets the names that it resolves beside its own. */
  setHosts(hosts: Readonly<Record<string, string>>): Promise<void> {
    return setHosts(this.folder, hosts);
  }

  /** Runs a program in the guest as root, behind the console. @throws Error with what it said if it fails */
  run(...command: readonly string[]): Promise<string> {
    return succeed("nsenter", [...this.#init.entrance, ...command]);
  }

  async stop(): Promise<void> {
    await this.#init.stop();
    await this.line.close();
    await rm(this.folder, { recursive: true });
  }
}

async function setAddresses({ netns, addresses, gateway }: GuestRequest): Promise<void> {
  const lines = addresses.map(({ link, cidr, lease }) => {
    const lifetime = lease === undefined ? "" : ` valid_lft ${lease} preferred_lft ${lease}`;
    return `addr add ${cidr} dev ${link}${lifetime}`;
  });
  const [first] = addresses;
  const routes = gateway !== undefined && first ? [`route add default via ${gateway} dev ${first.link}`] : [];
  await ip(netns, ...lines, ...routes);
}

/** The guest's first process. */
class Init {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #closed: Promise<unknown>;
  #said = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout === null || child.stderr === null) throw new Error("unshare has no pipes");
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    child.stdin?.on("error", () => undefined);
    this.#closed = once(child, "close");
  }

  static async start(netns: string, args: readonly string[]): Promise<Init> {
    const script = join(import.meta.dirname, "guest.sh");
    const unshared = ["--mount", "--uts", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
    const child = spawn("nsenter", [`--net=/run/netns/${netns}`, "unshare", ...unshared, "sh", script, ...args], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const init = new Init(child);
    await init.#answer("ready");
    return init;
  }

  /**
   * The words with which `nsenter` gets into its namespaces: its parent is in all but the one of processes. The fabric's world has a root
   * of its own.
   */
  get entrance(): string[] {
    const its = `/proc/${this.#child.pid ?? 0}`;
    return [
      `--mount=${its}/ns/mnt`,
      `--uts=${its}/ns/uts`,
      `--net=${its}/ns/net`,
      `--pid=${its}/ns/pid_for_children`,
      `--root=${its}/root`,
      "--",
    ];
  }

  async order(word: string): Promise<void> {
    this.#child.stdin?.write(`${word}\n`);
    await this.#answer(word);
  }

  async stop(): Promise<void> {
    this.#child.stdin?.end();
    await this.#closed;
  }

  async #answer(expected: string): Promise<void> {
    const next = await this.#lines.next();
    if (next.done !== true && next.value === expected) return;
    if (next.done === true) await this.#closed;
    const said = next.done === true ? "nothing more" : next.value;
    throw new Error(`the guest's first process said ${said} instead of ${expected}: ${this.#said.trim()}`);
  }
}
