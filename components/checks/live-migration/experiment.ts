import { randomBytes } from "node:crypto";
import type { Observation } from "../observation.ts";
import { interfaceOf, type InstanceFacts } from "../virtual-machine-instance.ts";
import { type ExperimentPlan, streamKey } from "./experiment-plan.ts";
import { runningInstance, settledInstance } from "./instance-phases.ts";
import type { Lab } from "./lab.ts";
import type { MigrationStatus } from "./access.ts";
import { followedMigration, requestMigration, timedMigration } from "./migration-phases.ts";
import { stopStream } from "./stream.ts";
import type { StreamLog } from "./stream-log.ts";
import {
  clockOf,
  type LastingConnection,
  lastingStream,
  type StartedConnection,
  startedStream,
} from "./stream-phases.ts";

/** What was seen, part by part. A part that is missing was kept from running by what `stopped` says. */
export interface Findings {
  /** By {@link streamKey}: the connections before the migration, and over it. */
  readonly streaming: ReadonlyMap<string, StartedConnection>;
  readonly lasting: ReadonlyMap<string, LastingConnection>;
  readonly migration?: Observation;
  /** The migration as the API told it last. */
  readonly status?: MigrationStatus;
  /** How often the migration was asked for. */
  readonly requests: number;
  readonly identity?: Observation;
  readonly stopped?: string;
}

/** Why nothing is said of what a migration does to a connection. */
export const noData = "the connection that it is about does not carry data";

/** Connects, migrates, and looks at what became of the connections. Leaves neither processes in the guests nor the migration's object. */
export async function runExperiment(plan: ExperimentPlan, lab: Lab): Promise<Findings> {
  const streaming = new Map<string, StartedConnection>();
  const lasting = new Map<string, LastingConnection>();
  const found: { -readonly [Part in keyof Findings]: Findings[Part] } = { streaming, lasting, requests: 0 };
  const { namespace, vm } = plan.moved;
  const migration = `lab-${vm}-${randomBytes(4).toString("hex")}`;
  let requested = false;
  try {
    const before = await runningInstance(plan, lab);
    for (const stream of plan.streams) {
      const started = await startedStream(stream, plan.interface, lab);
      streaming.set(streamKey(stream), started);
    }
    // One of two connections that does not carry anything says nothing of the other.
    const logs = new Map([...streaming].flatMap(([key, { seen, log }]) => (carriesData(seen) ? [[key, log]] : [])));
    if (plan.streams.length > 0 && logs.size === 0) throw new Error(noData);
    if (!plan.migrates) return found;
    const began = await clocks(logs, lab);
    requested = true;
    const refusal = await requestMigration(plan.moved, migration, lab, () => found.requests++);
    if (refusal !== undefined) {
      found.migration = { kind: "refused", reason: refusal };
      throw new Error(`the migration was refused: ${refusal}`);
    }
    const status = await followedMigration(plan.moved, migration, lab);
    found.status = status;
    const ended = await clocks(logs, lab);
    const after = await settledInstance(plan, before, status.phase === "Succeeded", lab);
    const { phase, reason } = status;
    found.migration = { kind: "migration", phase, ...(reason === undefined ? {} : { reason }), before, after };
    if (phase !== "Succeeded")
      throw new Error(`the migration did not succeed: ${phase}${reason ? ` (${reason})` : ""}`);
    found.identity = { kind: "identity", before: identity(before, plan), after: identity(after, plan) };
    for (const [key, log] of logs) {
      const times = { began: began.get(key) ?? 0, ended: ended.get(key) ?? 0 };
      lasting.set(key, await lastingStream(log, times, lab));
    }
    found.status = await timedMigration(plan.moved, migration, status, lab);
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

function carriesData(seen: Observation): boolean {
  return seen.kind === "connection" && seen.error === undefined && seen.before.seconds > 0;
}

/** Seconds that each connection has lasted, by its own clock. */
async function clocks(logs: ReadonlyMap<string, StreamLog>, lab: Lab): Promise<Map<string, number>> {
  const seconds = new Map<string, number>();
  for (const [key, log] of logs) seconds.set(key, await clockOf(log, lab));
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
