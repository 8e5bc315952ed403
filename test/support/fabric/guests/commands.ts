import { run } from "../../../../components/processes.ts";

/**
 * Runs a program to its end.
 * @returns its standard output
 * @throws Error with what it said if it fails
 */
export async function succeed(program: string, args: readonly string[], input = ""): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, { input, timeout: 60 });
  if (status === 0) return stdout;
  throw new Error(`${[program, ...args].join(" ")} ended with ${status}: ${stderr.trim()}${input && `\n${input}`}`);
}

/** Lines for `ip` (iproute2) in a network namespace. */
export async function ip(netns: string, ...lines: readonly string[]): Promise<void> {
  await succeed("ip", ["-n", netns, "-batch", "-"], `${lines.join("\n")}\n`);
}

/** Loads an nftables script in a network namespace. */
export async function nft(netns: string, script: string): Promise<void> {
  await succeed("nsenter", [`--net=/run/netns/${netns}`, "nft", "-f", "-"], script);
}
