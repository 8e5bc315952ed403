import { TimeoutError } from "../../wait.ts";
import type { Observation } from "../observation.ts";
import { locate } from "../targets.ts";
import { describeConnection, type MigrationTimes, readConnection } from "./connection.ts";
import { type Lab, waitIn, waitOrTake } from "./lab.ts";
import type { Interval } from "./iperf3-output.ts";
import { startStream, type Stream } from "./stream.ts";
import { StreamLog } from "./stream-log.ts";

type Connected = Extract<Observation, { kind: "connection" }>;

/** What a connection was when it began, and the log of what becomes of it. */
export interface StartedConnection {
  readonly seen: Observation;
  readonly log: StreamLog;
  /** How often its client was started. */
  readonly attempts: number;
}

/** What a connection was after a migration, all its intervals, and when the migration was on its clock. */
export interface LastingConnection {
  readonly seen: Observation;
  readonly intervals: readonly Interval[];
  readonly times: MigrationTimes;
}

/** Seconds with data that show that a connection carries it. */
const enough = 2;

/** Starts a connection, again and again, until it carries data. */
export async function startedStream(stream: Stream, name: string, lab: Lab): Promise<StartedConnection> {
  const { access, limits } = lab;
  let log = new StreamLog(stream, access.execInGuest);
  let attempts = 0;
  let last: Connected | undefined;
  let tried: number | undefined;
  try {
    const what = "the connection to carry data";
    const seen = await waitIn<Observation>(lab, what, limits.ready + limits.data, async () => {
      const located = await locate({ kind: "guest", ...stream.server, interface: name }, access, stream.family);
      if ("problem" in located) return { seen: located.problem };
      attempts++;
      await startStream(stream, located.address, access.execInGuest);
      log = new StreamLog(stream, access.execInGuest);
      last = await firstData(log, lab);
      tried ??= Date.now();
      // Guests that take commands are over their boot: from now on it is the network's turn.
      const over = Date.now() - tried >= limits.data * 1000;
      return over || carries(last) ? { met: last } : { seen: describeConnection(last) };
    });
    return { seen, log, attempts };
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    return { seen: last ?? { kind: "no probe", reason: error.message }, log, attempts };
  }
}

/** What the client says until there is data, an error, or no more patience. */
async function firstData(log: StreamLog, lab: Lab): Promise<Connected> {
  let last: Connected | undefined;
  return waitOrTake<Connected>(
    lab,
    "the first intervals",
    Math.min(15, lab.limits.data),
    async () => {
      last = { kind: "connection", ...readConnection(await log.read()) };
      return carries(last) || last.error !== undefined ? { met: last } : { seen: describeConnection(last) };
    },
    () => last,
  );
}

function carries({ error, before }: Connected): boolean {
  return error === undefined && before.seconds >= enough;
}

/** The connection after the migration, once it carries data again or is broken. */
export async function lastingStream(log: StreamLog, times: MigrationTimes, lab: Lab): Promise<LastingConnection> {
  let last: LastingConnection | undefined;
  return waitOrTake<LastingConnection>(
    lab,
    "the connection to carry data again",
    lab.limits.recovery,
    async () => {
      const output = await log.read();
      const connection = readConnection(output, times);
      last = { seen: { kind: "connection", ...connection }, intervals: output.intervals, times };
      const over = connection.after?.carries === true || connection.error !== undefined;
      return over ? { met: last } : { seen: describeConnection(connection) };
    },
    () => last,
  );
}

/** Seconds that a connection has lasted: the end of its last interval. */
export async function clockOf(log: StreamLog, lab: Lab): Promise<number> {
  // A console may be taken by somebody for a moment.
  const { intervals } = await waitIn(lab, "iperf3's output", lab.limits.recovery, async () => ({
    met: await log.read(),
  }));
  return intervals.at(-1)?.end ?? 0;
}
