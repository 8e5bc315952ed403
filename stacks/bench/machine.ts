import { availableParallelism, totalmem } from "node:os";

/** What of this machine figures depend on, without its name: `2 cores, 23 GiB, Node 20.20.2`. */
export function machineFacts(): string {
  const cores = availableParallelism();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores} ${cores === 1 ? "core" : "cores"}, ${memory} GiB, Node ${process.versions.node}`;
}
