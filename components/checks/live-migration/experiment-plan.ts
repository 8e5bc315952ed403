import type { Check } from "../check.ts";
import type { Guest, Stream } from "./stream.ts";

/** What an experiment does, as its checks ask for it. */
export interface ExperimentPlan {
  /** The virtual machine that is migrated, and its interface on the network. */
  readonly moved: Guest;
  readonly interface: string;
  /** Connections to it that have to last. */
  readonly streams: readonly Stream[];
  /** Whether it is migrated at all: a check of a connection alone needs no migration. */
  readonly migrates: boolean;
}

/** @returns the plan, or why the checks cannot be of one experiment */
export function planExperiment(checks: readonly Check[]): ExperimentPlan | { readonly problem: string } {
  const targets = checks.map(({ to }) => to);
  const [first] = targets;
  if (first?.kind !== "guest") return { problem: "only a virtual machine can be migrated" };
  for (const to of targets)
    if (
      to.kind !== "guest" ||
      to.vm !== first.vm ||
      to.namespace !== first.namespace ||
      to.interface !== first.interface
    )
      return { problem: "its checks are about different targets" };
  const moved = { namespace: first.namespace, vm: first.vm };
  const streams = new Map<string, Stream>();
  for (const { from, how, family } of checks) {
    if (how.kind !== "iperf3") continue;
    if (from.kind !== "guest") return { problem: "iperf3 runs between guests only" };
    const client = { namespace: from.namespace, vm: from.vm };
    const stream: Stream = { client, server: moved, port: how.port, family };
    streams.set(streamKey(stream), stream);
  }
  return {
    moved,
    interface: first.interface,
    streams: [...streams.values()],
    migrates: checks.some(({ expect }) => expect.kind !== "streams"),
  };
}

/** Tells the connections of one experiment apart. */
export function streamKey({ port, family }: Pick<Stream, "port" | "family">): string {
  return `${port} ${family ?? ""}`;
}
