import { run } from "../../../components/processes.ts";

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

/** Lines for `ip` (iproute2), in a network namespace; undefined: in the one of this process. */
export async function ip(netns: string | undefined, ...lines: readonly string[]): Promise<void> {
  await succeed("ip", [...(netns === undefined ? [] : ["-n", netns]), "-batch", "-"], `${lines.join("\n")}\n`);
}

/** Loads an nftables script in a network namespace; undefined: in the one of this process. */
export async function nft(netns: string | undefined, script: string): Promise<void> {
  const [program, ...args] = [...inNetns(netns), "nft", "-f", "-"];
  await succeed(program, args, script);
}

/** The words that put a command into a network namespace. */
export function inNetns(netns: string | undefined): string[] {
  return netns === undefined ? [] : ["nsenter", `--net=/run/netns/${netns}`];
}
