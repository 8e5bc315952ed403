import { existsSync } from "node:fs";
import { canRun, type Finding, type Survey, survey } from "./survey.ts";

/** `npm run doctor`: what this machine has and lacks, and what mends it. Exits with 0 if a lab can run on some kind of cluster. */
export async function doctor(): Promise<number> {
  const found = await survey();
  process.stdout.write(`${renderDoctor(found)}\n`);
  return canRun(found, "kind") || canRun(found, "simulated") ? 0 : 1;
}

/** The findings as text, a line each, with the remedy below what is missing. */
export function renderDoctor(found: Survey): string {
  const yes = (can: boolean): string => (can ? "yes" : "no");
  return [
    "For every kind of cluster",
    line({ what: "Node", found: process.versions.node }),
    ...found.engine.map(line),
    "",
    `kind (the real lab: containers, packets): ${yes(canRun(found, "kind"))}`,
    ...found.kind.map(line),
    ...kernelModules.map(line),
    "",
    `simulated (control plane and KWOK nodes, no packets): ${yes(canRun(found, "simulated"))}`,
    ...found.simulated.map(line),
    "",
    "existing (your own cluster): set lab:cluster to existing, lab:kubeconfig and lab:context",
    "plan (Node alone): yes",
  ].join("\n");
}

function line({ what, found, problem, remedy }: Finding): string {
  if (found !== undefined) return `  ok       ${what}: ${found}`;
  return `  missing  ${what}: ${problem ?? "not found"}${remedy ? `\n             mend it: ${remedy}` : ""}`;
}

/** Modules that OVN-Kubernetes needs of the machine's kernel. They may be built in or loaded later, so they do not decide what is possible. */
const kernelModules: readonly Finding[] = ["openvswitch", "geneve", "vrf"].map((module) =>
  existsSync(`/sys/module/${module}`)
    ? { what: `kernel module ${module}`, found: "loaded" }
    : { what: `kernel module ${module}`, problem: "not loaded", remedy: `sudo modprobe ${module}` },
);
