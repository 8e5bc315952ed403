import { run } from "../../../../components/processes.ts";
import { guestNeeds, missingFor, type Need, whyNoFabric } from "../needs.ts";

/** What a connection between guests takes, which is no load for the machine. */
const connectionNeeds: readonly Need[] = [
  { program: "iperf3", package: "iperf3" },
  { program: "tc", package: "iproute2" },
];

/** Tried in a network namespace that ends with it. */
const shaper = "ip link set lo up && tc qdisc add dev lo root tbf rate 100mbit burst 128kb latency 50ms";

/** Why this machine can have no guests, or no connections between them, and what mends it; undefined: it can. */
export async function whyNoGuests(want: "consoles" | "connections"): Promise<string | undefined> {
  const needs = want === "consoles" ? guestNeeds : [...guestNeeds, ...connectionNeeds];
  // Within the fabric's own world all that it needs was there.
  const lack = (process.env["IN_FABRIC"] ? undefined : await whyNoFabric()) ?? (await missingFor(needs));
  if (lack !== undefined || want === "consoles") return lack;
  const { status, stderr } = await run("unshare", ["--net", "sh", "-c", shaper], { timeout: 10 });
  return status === 0 ? undefined : `the kernel has no shaper tbf: ${stderr.trim().split("\n")[0] ?? ""}`;
}

/** Skips the tests of a suite, with the reason on standard output, where there can be no guests. For `before`. */
export async function guestsOrSkip(context: Mocha.Context, want: "consoles" | "connections"): Promise<void> {
  const reason = await whyNoGuests(want);
  if (reason === undefined) return;
  process.stdout.write(`    skipped: ${reason}\n`);
  context.skip();
}
