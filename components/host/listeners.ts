import { run } from "../processes.ts";

/** A TCP socket of this machine that waits for connections. */
export interface Listener {
  /** `*` and `0.0.0.0` stand for all; IPv6 in brackets. */
  readonly address: string;
  readonly port: number;
  /** Names of the programs with their process ids, as far as the user may see them. */
  readonly who: string;
}

/** None where `ss` is not there: then the database itself says that it cannot listen. */
export async function listListeners(): Promise<Listener[]> {
  const result = await run("ss", ["-Hltnp"], { timeout: 30 });
  return result.status === 0 ? parseListeners(result.stdout) : [];
}

/** Reads what `ss -Hltnp` prints: state, two queues, local and peer address, and users. */
export function parseListeners(text: string): Listener[] {
  return text.split("\n").flatMap((line) => {
    const [, address, port] = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s/.exec(line) ?? [];
    if (address === undefined || port === undefined) return [];
    const users = [...line.matchAll(/\("([^"]*)",pid=(\d+)/g)].map(
      ([, program, pid]) => `${program ?? ""} (${pid ?? ""})`,
    );
    return [{ address: address.replace(/%[^:]*$/, ""), port: Number(port), who: [...new Set(users)].join(", ") }];
  });
}
