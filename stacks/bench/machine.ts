import { availableParallelism, loadavg, totalmem } from "node:os";

/**
 * What of this machine figures depend on, without its name, and how busy it is (the average of the last minute; figures that were
 * measured beside other work are worse): `2 cores, 23 GiB, Node 20.20.2, load 0.3`.
 */
export function machineFacts(): string {
  const cores = availableParallelism();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores} ${cores === 1 ? "core" : "cores"}, ${memory} GiB, Node ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
}
