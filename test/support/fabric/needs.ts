import { join } from "node:path";
import { run } from "../../../components/processes.ts";
import { findOnPath } from "../../../components/tools/search-path.ts";

/** A program of this machine, and the Debian package that has it. */
export interface Need {
  readonly program: string;
  readonly package: string;
}

/** What every lab of the fabric needs. */
export const fabricNeeds: readonly Need[] = [
  { program: "unshare", package: "util-linux" },
  { program: "ip", package: "iproute2" },
  { program: "nft", package: "nftables" },
  { program: "ping", package: "iputils-ping" },
  { program: "curl", package: "curl" },
  { program: "dnsmasq", package: "dnsmasq-base" },
];

/** What guests of virtual machines need beside it. */
export const guestNeeds: readonly Need[] = [
  { program: "agetty", package: "util-linux" },
  { program: "login", package: "login" },
  { program: "script", package: "bsdutils" },
  { program: "setsid", package: "util-linux" },
  { program: "hostname", package: "hostname" },
  { program: "ps", package: "procps" },
  { program: "openssl", package: "openssl" },
];

const script = join(import.meta.dirname, "enter.sh");

/** The words that run a command in a world of its own, where {@link Fabric} can be made. */
export function inOwnWorld(agnhost: string, command: readonly string[]): string[] {
  return ["sh", script, agnhost, ...command];
}

/** Why this machine cannot make a fabric; undefined if it can. */
export async function whyNoFabric(): Promise<string | undefined> {
  if (process.platform !== "linux") return `it needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0)
    return "it needs root, for network namespaces: run it as root, such as in a container with --privileged";
  const missing = await missingFor(fabricNeeds);
  if (missing !== undefined) return missing;
  const trial =
    "ip netns add trial && ip link add trial0 type veth peer name trial1 && ip link add trial2 type bridge && nft add table ip t";
  const [program = "", ...args] = inOwnWorld("/bin/true", ["sh", "-c", trial]);
  const { status, stderr } = await run(program, args, { timeout: 30 });
  return status === 0
    ? undefined
    : `the kernel does not let it: ${stderr.trim().split("\n").at(-1) ?? `exit ${status}`}`;
}

/** Which programs are not on the PATH, with the command that brings them; undefined: none. */
export async function missingFor(needs: readonly Need[]): Promise<string | undefined> {
  const missing = [];
  for (const need of needs) if ((await findOnPath(need.program, process.env)).length === 0) missing.push(need);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map((need) => need.package))].join(" ");
  return `there is no ${missing.map(({ program }) => program).join(", ")}; on Debian: apt-get install ${packages}`;
}
