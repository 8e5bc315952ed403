import { randomBytes } from "node:crypto";
import type { Observation } from "../observation.ts";
import { interfaceOf, type InstanceFacts } from "../virtual-machine-instance.ts";
import { type ExperimentPlan, streamKey } from "./experiment-plan.ts";
import { runningInstance, settledInstance } from "./instance-phases.ts";
import type { Lab } from "./lab.ts";
import { followedMigration, requestMigration } from "./migration-phases.ts";
import { stopStream, type Stream } from "./stream.ts";
import { type LastingConnection, lastingStream, secondsOf, startedStream } from "./stream-phases.ts";

/** What was seen, part by part. A part that is missing was kept from running by what `stopped` says. */
export interface Findings {
  /** By {@link streamKey}: the connections before the migration, and over it. */
  readonly streaming: ReadonlyMap<string, Observation>;
  readonly lasting: ReadonlyMap<string, LastingConnection>;
  readonly migration?: Observation;
  readonly identity?: Observation;
  readonly stopped?: string;
}

/** Connects, migrates, and looks at what became of the connections. Leaves neither processes in the guests nor the migration's object. */
export async function runExperiment(plan: ExperimentPlan, lab: Lab): Promise<Findings> {
  const streaming = new Map<string, Observation>();
  const lasting = new Map<string, LastingConnection>();
  const found: { -readonly [Part in keyof Findings]: Findings[Part] } = { streaming, lasting };
  const { namespace, vm } = plan.moved;
  const migration = `lab-${vm}-${randomBytes(4).toString("hex")}`;
  let requested = false;
  try {
    const before = await runningInstance(plan, lab);
    for (const stream of plan.streams) {
      const seen = await startedStream(stream, plan.interface, lab);
      streaming.set(streamKey(stream), seen);
      if (seen.kind !== "connection" || seen.error !== undefined || seen.before.intervals === 0)
        throw new Error("the connection that it is about does not carry data");
    }
    if (!plan.migrates) return found;
    const began = await clocks(plan.streams, lab);
    requested = true;
    await requestMigration(plan.moved, migration, lab);
    const status = await followedMigration(plan.moved, migration, lab);
    const ended = await clocks(plan.streams, lab);
    const after = await settledInstance(plan, before, status.phase === "Succeeded", lab);
    found.migration = { kind: "migration", ...status, before, after };
    if (status.phase !== "Succeeded")
      throw new Error(`the migration did not succeed: ${status.phase}${status.reason ? ` (${status.reason})` : ""}`);
    found.identity = { kind: "identity", before: identity(before, plan), after: identity(after, plan) };
    for (const [i, stream] of plan.streams.entries()) {
      const times = { began: began[i] ?? 0, ended: ended[i] ?? 0 };
      lasting.set(streamKey(stream), await lastingStream(stream, times, lab));
    }
  } catch (error) {
    found.stopped = messageOf(error);
  } finally {
    const leave = (what: string, work: Promise<void>): Promise<void> =>
      work.catch((error: unknown) => lab.say(`${what} stays: ${messageOf(error)}`));
    for (const stream of plan.streams) await leave("iperf3", stopStream(stream, lab.access.execInGuest));
    if (requested) await leave(`migration ${namespace}/${migration}`, lab.access.deleteMigration(namespace, migration));
  }
  return found;
}

/** Seconds that each connection has lasted, by its own clock. */
async function clocks(streams: readonly Stream[], lab: Lab): Promise<number[]> {
  const seconds: number[] = [];
  for (const stream of streams) seconds.push(await secondsOf(stream, lab));
  return seconds;
}

function identity(facts: InstanceFacts, plan: ExperimentPlan) {
  const found = interfaceOf(facts, plan.interface);
  return "problem" in found
    ? { node: facts.node, addresses: [], mac: undefined }
    : { node: facts.node, addresses: found.addresses, mac: found.mac };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
