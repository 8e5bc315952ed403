import { TimeoutError } from "../../wait.ts";
import type { Observation } from "../observation.ts";
import { locate } from "../targets.ts";
import { describeConnection, type MigrationTimes, readConnection } from "./connection.ts";
import { type Lab, waitIn, waitOrTake } from "./lab.ts";
import type { Interval, Iperf3Output } from "./iperf3-output.ts";
import { readStream, startStream, type Stream } from "./stream.ts";

type Connected = Extract<Observation, { kind: "connection" }>;

/** What a connection was after a migration, and all its intervals. */
export interface LastingConnection {
  readonly seen: Observation;
  readonly intervals: readonly Interval[];
}

/** Intervals with data that show that a connection carries it. */
const enough = 2;

/** Starts a connection, again and again, until it carries data. */
export async function startedStream(stream: Stream, name: string, lab: Lab): Promise<Observation> {
  const { access, limits } = lab;
  let last: Connected | undefined;
  let tried: number | undefined;
  try {
    return await waitIn<Observation>(lab, "the connection to carry data", limits.ready + limits.data, async () => {
      const located = await locate({ kind: "guest", ...stream.server, interface: name }, access, stream.family);
      if ("problem" in located) return { seen: located.problem };
      await startStream(stream, located.address, access.execInGuest);
      last = await firstData(stream, lab);
      tried ??= Date.now();
      // Guests that take commands are over their boot: from now on it is the network's turn.
      const over = Date.now() - tried >= limits.data * 1000;
      return over || carries(last) ? { met: last } : { seen: describeConnection(last) };
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    return last ?? { kind: "no probe", reason: error.message };
  }
}

/** What the client says until there is data, an error, or no more patience. */
async function firstData(stream: Stream, lab: Lab): Promise<Connected> {
  let last: Connected | undefined;
  return waitOrTake<Connected>(
    lab,
    "the first intervals",
    Math.min(15, lab.limits.data),
    async () => {
      last = { kind: "connection", ...readConnection(await readStream(stream, lab.access.execInGuest)) };
      return carries(last) || last.error !== undefined ? { met: last } : { seen: describeConnection(last) };
    },
    () => last,
  );
}

function carries({ error, before }: Connected): boolean {
  return error === undefined && before.intervals >= enough;
}

/** The connection after the migration, once it carries data again or is broken. */
export async function lastingStream(stream: Stream, times: MigrationTimes, lab: Lab): Promise<LastingConnection> {
  let last: LastingConnection | undefined;
  return waitOrTake<LastingConnection>(
    lab,
    "the connection to carry data again",
    lab.limits.recovery,
    async () => {
      const output = await readStream(stream, lab.access.execInGuest);
      const connection = readConnection(output, times);
      last = { seen: { kind: "connection", ...connection }, intervals: output.intervals };
      const over = connection.after?.carries === true || connection.error !== undefined;
      return over ? { met: last } : { seen: describeConnection(connection) };
    },
    () => last,
  );
}

/** Seconds that a connection has lasted: the end of its last interval. */
export async function secondsOf(stream: Stream, lab: Lab): Promise<number> {
  const read = (): Promise<Iperf3Output> => readStream(stream, lab.access.execInGuest);
  // A console may be taken by somebody for a moment.
  const { intervals } = await waitIn(lab, "iperf3's output", lab.limits.recovery, async () => ({ met: await read() }));
  return intervals.at(-1)?.end ?? 0;
}
