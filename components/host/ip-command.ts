import { run, type RunResult } from "../processes.ts";
import { type Link, parseLinks } from "./links.ts";

/** This machine's interfaces; root is not needed. @throws Error if `ip` is not there, as on macOS, or fails */
export async function listLinks(): Promise<Link[]> {
  const result = await run("ip", ["-json", "-details", "address", "show"], { environment: withSbin(), timeout: 30 });
  if (result.status === 0) return parseLinks(result.stdout);
  throw new Error(
    result.stderr.includes("ENOENT")
      ? "there is no ip command: the VLAN of this scenario needs Linux with iproute2"
      : `ip address show failed: ${result.stderr.trim()}`,
  );
}

/**
 * Runs `ip` as root: directly, or by sudo without a question, for nobody could answer one here.
 * @throws Error with what to do if sudo refuses, or with ip's own words
 */
export async function ipAsRoot(args: readonly string[]): Promise<void> {
  const { status, stderr } = await asRoot(args);
  if (status === 0) return;
  throw new Error(isRefusal(stderr) ? rootAdvice(stderr) : `ip ${args.join(" ")} failed: ${stderr.trim()}`);
}

/** Why `ip` cannot be run as root, and what to do; undefined if it can. Changes nothing. */
export async function rootProblem(): Promise<string | undefined> {
  const { status, stderr } = await asRoot(["-Version"]);
  return status === 0 ? undefined : rootAdvice(stderr);
}

/** How root is got, in words: nothing else of this program asks for it. */
export function rootMeans(uid: number | undefined = process.getuid?.()): string {
  return uid === 0
    ? "this is root already"
    : "it is asked of sudo, without a question: run sudo -v before in the same terminal";
}

function asRoot(args: readonly string[]): Promise<RunResult> {
  const options = { environment: withSbin(), timeout: 30 };
  return process.getuid?.() === 0 ? run("ip", args, options) : run("sudo", ["-n", "ip", ...args], options);
}

function isRefusal(stderr: string): boolean {
  return /^sudo:|ENOENT|is not in the sudoers|is not allowed to (execute|run)/m.test(stderr);
}

function rootAdvice(stderr: string): string {
  const said = stderr.trim().split("\n").at(-1)?.trim() ?? "";
  return (
    `the VLAN interface on this machine needs root, and \`sudo -n ip\` cannot be run (${said}). ` +
    "Run sudo -v in this terminal and then the same command again, or run it as root"
  );
}

/** Debian has `ip` where only root looks for programs. */
function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
}
