import type { AddressFamily } from "../../settings/ip-family.ts";
import type { CommandOutcome } from "../command-outcome.ts";

/** A virtual machine by its name. */
export interface Guest {
  readonly namespace: string;
  readonly vm: string;
}

/** Runs a command in a guest. */
export type ExecInGuest = (guest: Guest, command: readonly string[]) => Promise<CommandOutcome>;

/** One TCP connection with iperf3 from one guest to another. */
export interface Stream {
  readonly client: Guest;
  readonly server: Guest;
  readonly port: number;
  readonly family: AddressFamily | undefined;
}

/** Seconds of an interval of the client's report: the least that iperf3 takes. An outage is measured as finely as this. */
export const intervalSeconds = 0.1;

/** Seconds after which a client that nobody stopped ends by itself: the talk's own. */
const longest = 3600;

/**
 * Starts a one-shot server and then its client, which goes on when the console is left. Whatever an earlier start left is ended before.
 * @throws Error with what a guest said
 */
export async function startStream(stream: Stream, address: string, exec: ExecInGuest): Promise<void> {
  await stopStream(stream, exec);
  const { server, client, log } = filesOf(stream);
  await succeed(exec, stream.server, [
    "iperf3",
    ...["--server", "--one-off", "--bind", address, "--port", String(stream.port)],
    ...["--daemon", "--pidfile", server],
  ]);
  const command = ["iperf3", "--client", address, "--port", String(stream.port)];
  await succeed(exec, stream.client, [
    "sh",
    "-c",
    // It writes its own id: of what is in the background the shell would only know the id of setsid.
    `pid=$1; log=$2; shift 2; setsid sh -c 'echo $$ >"$0"; exec "$@"' "$pid" "$@" </dev/null >"$log" 2>&1 &`,
    "sh",
    client,
    log,
    ...[...command, "--interval", String(intervalSeconds), "--time", String(longest), "--forceflush"],
  ]);
}

/** Ends client and server, and removes their files. */
export async function stopStream(stream: Stream, exec: ExecInGuest): Promise<void> {
  const { server, client, log } = filesOf(stream);
  const script = 'test -s "$1" && kill "$(cat "$1")" 2>/dev/null; rm -f "$@"';
  await succeed(exec, stream.client, ["sh", "-c", script, "sh", client, log]);
  await succeed(exec, stream.server, ["sh", "-c", script, "sh", server]);
}

export function filesOf({ port, family }: Stream): { server: string; client: string; log: string } {
  const name = `/tmp/lab-iperf3-${port}${family ? `-${family}` : ""}`;
  return { server: `${name}-server.pid`, client: `${name}-client.pid`, log: `${name}.log` };
}

/** @throws Error with what the guest said if the command does not end with 0 */
export async function succeed(exec: ExecInGuest, guest: Guest, command: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await exec(guest, command);
  if (exitCode === 0) return stdout;
  const words = (stderr || stdout).trim().split("\n").at(-1) ?? "";
  throw new Error(
    `guest of ${guest.namespace}/${guest.vm}: ${command[0] ?? ""} ended with ${exitCode}${words ? `: ${words}` : ""}`,
  );
}
