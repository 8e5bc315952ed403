import { type MachineFacts, sharesKernel } from "./facts.ts";
import type { MachineFinding } from "./finding.ts";
import type { MachineNeeds } from "./needs.ts";
import { hopelessShare, sizeOf, sizes } from "./sizes.ts";

/** More of them on one may not be ready in the time that is set. An estimate, of which nothing was measured. */
const tenantsOfOneProcessor = 10;

/** Memory, processors and disk that the engine can give to the scenario's nodes. */
export function judgeRoom(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  return [...judgeMemory(facts, needs), ...judgeProcessors(facts, needs), ...judgeDisk(facts, needs)];
}

/** The same for a simulated cluster, which needs little. */
export function judgeSimulatedRoom({ memory }: MachineFacts, scenarios: readonly string[]): MachineFinding[] {
  if (!memory) return [];
  const common = { what: "memory", found: `${gib(memory.available)} free of ${gib(memory.total)}`, scenarios };
  if (memory.available >= sizes.simulated.memory) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: "warning",
      why: `A simulated control plane takes some ${gib(sizes.simulated.memory)}.`,
      mend: "end programs that take much: ps -eo rss,comm --sort=-rss | head",
    },
  ];
}

function judgeMemory(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  const wanted = sizeOf(needs).memory;
  const shared = sharesKernel(facts);
  const here = shared === false ? undefined : facts.memory;
  const total = facts.engine?.memory ?? here?.total;
  if (total === undefined) return [];
  const available = Math.min(total, here?.available ?? total);
  const common = {
    what: "memory",
    found: here ? `${gib(available)} free of ${gib(total)}` : `${gib(total)} for containers`,
    scenarios: [needs.scenario],
  };
  if (available >= wanted) return [{ ...common, level: "ok" }];
  const why = `Its ${1 + needs.workers} nodes and what runs on them take some ${gib(wanted)}; with less, pods are killed or do not become ready in time.`;
  const enlarge =
    facts.engine?.desktop || facts.platform !== "linux"
      ? "give the engine's virtual machine more memory in its settings"
      : "end programs that take much (ps -eo rss,comm --sort=-rss | head)";
  return [
    {
      ...common,
      level: total < wanted * hopelessShare && (shared || facts.engine?.memory !== undefined) ? "problem" : "warning",
      why,
      mend: `${enlarge}${needs.workers > 1 && !needs.virtualMachines ? ", or take fewer workers: -c workers=1" : ""}`,
    },
  ];
}

function judgeProcessors(
  { engine }: MachineFacts,
  { scenario, addedTenants, cpuRequests }: MachineNeeds,
): MachineFinding[] {
  if (engine?.cpus === undefined) return [];
  const common = { what: "processors", found: `${engine.cpus} for containers`, scenarios: [scenario] };
  if (engine.cpus >= 2 && addedTenants > engine.cpus * tenantsOfOneProcessor)
    return [
      {
        ...common,
        level: "warning",
        why: `${addedTenants} tenants more are ${2 * addedTenants} pods to start and ${addedTenants} networks to set up at once, which may take longer than lab:readinessTimeout.`,
        mend: "add fewer, or give them more time: -c readinessTimeout=3600",
      },
    ];
  if (engine.cpus >= 2) return [{ ...common, level: "ok" }];
  if (cpuRequests === "none")
    return [
      {
        ...common,
        level: "warning",
        why: "All nodes share it, and the start of each part may take longer than lab:readinessTimeout.",
        mend: "give the engine, or the virtual machine that this is, two or more; nproc tells. Or more time: -c readinessTimeout=1800",
      },
    ];
  return [
    {
      ...common,
      level: "warning",
      why: "OVN-Kubernetes alone asks for more than half of one on each node, so other pods may find no place.",
      mend: "give the engine, or the virtual machine that this is, two or more; nproc tells. Or have the pods request none: -c cpuRequests=none",
    },
  ];
}

function judgeDisk({ engine }: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  const wanted = sizeOf(needs).disk;
  if (engine?.diskFree === undefined) return [];
  const common = {
    what: "disk",
    found: `${gib(engine.diskFree)} free where ${engine.name} keeps containers`,
    scenarios: [needs.scenario],
  };
  if (engine.diskFree >= wanted) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: engine.diskFree < wanted * hopelessShare ? "problem" : "warning",
      why: `Images in ${1 + needs.workers} nodes take some ${gib(wanted)}; on a full disk images are not pulled and pods are evicted.`,
      mend: `free some: ${engine.name} system df, then ${engine.name} system prune`,
    },
  ];
}

function gib(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}
