import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { run } from "../../../../components/processes.ts";

/** Programs that guests are made of, and Debian's packages of them. */
const guestPrograms: Readonly<Record<string, string>> = {
  agetty: "util-linux",
  hostname: "hostname",
  ip: "iproute2",
  login: "login",
  mount: "mount",
  nsenter: "util-linux",
  openssl: "openssl",
  ping: "iputils-ping",
  script: "bsdutils",
  setsid: "util-linux",
  unshare: "util-linux",
};
/** What a network between guests, and a connection over it, takes beside them. */
const networkPrograms: Readonly<Record<string, string>> = { iperf3: "iperf3", nft: "nftables", tc: "iproute2" };

/** What the kernel has to have, tried in a network namespace that ends with the attempt. */
const attempts: readonly (readonly [what: string, script: string])[] = [
  ["namespaces", "true"],
  ["veth and bridges", "ip link add name one type bridge && ip link add name two type veth peer name three"],
  ["the shaper tbf", "ip link set lo up && tc qdisc add dev lo root tbf rate 100mbit burst 128kb latency 50ms"],
  ["nftables", "nft add table inet lab"],
];

/** Why this machine can have no guests, or no network of guests, and what mends it, in a sentence; undefined: it can. */
export async function whyNoGuests(want: "consoles" | "network" = "network"): Promise<string | undefined> {
  if (process.platform !== "linux") return `guests need Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "guests need root: run the tests as root";
  const programs = want === "network" ? { ...guestPrograms, ...networkPrograms } : guestPrograms;
  const missing: string[] = [];
  for (const program of Object.keys(programs)) if (!(await isOnPath(program))) missing.push(program);
  if (missing.length > 0) return sentence(missing, programs);
  for (const [what, script] of want === "network" ? attempts : attempts.slice(0, 1)) {
    const unshared = ["--mount", "--uts", "--net", "--pid", "--fork", "sh", "-c", script];
    const { status, stderr } = await run("unshare", unshared, { timeout: 10 });
    if (status !== 0)
      return `this kernel, or the container around, has no ${what}: ${stderr.trim().split("\n")[0] ?? ""}`;
  }
  return undefined;
}

function sentence(missing: readonly string[], packages: Readonly<Record<string, string>>): string {
  const names = new Set(missing.flatMap((program) => packages[program] ?? []));
  return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing: apt-get install -y ${[...names].toSorted().join(" ")}`;
}

async function isOnPath(program: string): Promise<boolean> {
  // Some are where only root looks.
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  for (const folder of folders) {
    try {
      await access(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // The next one may have it.
    }
  }
  return false;
}

/** Skips the tests of a suite, with the reason on standard output, where there can be no guests. For `before`. */
export async function guestsOrSkip(context: Mocha.Context, want: "consoles" | "network"): Promise<void> {
  const reason = await whyNoGuests(want);
  if (reason === undefined) return;
  process.stdout.write(`    skipped: ${reason}\n`);
  context.skip();
}
