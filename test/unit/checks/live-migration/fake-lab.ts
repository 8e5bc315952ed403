import type { Check } from "../../../../components/checks/check.ts";
import type { CommandOutcome } from "../../../../components/checks/command-outcome.ts";
import type { MigrationAccess, MigrationStatus } from "../../../../components/checks/live-migration/access.ts";
import type { ExperimentLimits } from "../../../../components/checks/live-migration/lab.ts";
import type { CheckAccess } from "../../../../components/checks/perform-check.ts";
import type { InstanceFacts } from "../../../../components/checks/virtual-machine-instance.ts";
import { accessWith } from "../support.ts";

const red = { kind: "guest", namespace: "red-namespace", vm: "red" } as const;
const blue = { kind: "guest", namespace: "blue-namespace", vm: "blue", interface: "happy" } as const;
const base = { step: "migration", to: blue, experiment: "live-migration" } as const;
const iperf3 = { kind: "iperf3", port: 9000 } as const;
const api = { kind: "api" } as const;

/** As scenario udn-vms has them. */
export const experiment: readonly [Check, Check, Check, Check] = [
  { ...base, id: "V5", title: "red sends to blue", from: red, how: iperf3, expect: { kind: "streams" } },
  { ...base, id: "V6", title: "blue moves", from: api, how: { kind: "migration" }, expect: { kind: "moves" } },
  { ...base, id: "V7", title: "the connection survives", from: red, how: iperf3, expect: { kind: "survives" } },
  {
    ...base,
    id: "V8",
    title: "blue keeps",
    from: api,
    how: { kind: "interface" },
    expect: { kind: "keeps-addresses" },
  },
];

/** The same with a connection of each family, as in a cluster of both. */
export const dualExperiment: readonly Check[] = experiment.flatMap((check): Check[] =>
  check.how.kind === "iperf3"
    ? [
        { ...check, family: "ipv4" },
        { ...check, id: `${check.id}-ipv6`, family: "ipv6" },
      ]
    : [check],
);

export const limits: ExperimentLimits = {
  ready: 2,
  data: 0.1,
  accepted: 0.1,
  migration: 0.2,
  recovery: 0.2,
  interval: 0.002,
};

/** How a pretended lab differs from one where everything works. */
export interface World {
  /** What ends iperf3's client at its n-th start. */
  readonly clientErrors?: readonly (string | undefined)[];
  /** Nothing comes through: intervals are 0. */
  readonly isSilent?: boolean;
  readonly hasNoIperf3?: boolean;
  /** How often the migration is refused, and with what; default: by a webhook that nobody answers for. */
  readonly refusals?: number;
  readonly refusal?: Error;
  readonly end?: "Failed" | "Running";
  /** Rates of the seconds from the migration on, the last one for ever; default: one quiet second. */
  readonly ratesAfter?: readonly number[];
  /** The same for the connection of a family. */
  readonly ratesAfterOf?: Readonly<Record<string, readonly number[]>>;
  /** A family of which nothing comes through from the start. */
  readonly silentFamily?: string;
  /** What the migration tells once it is over, and how many looks later. */
  readonly told?: Partial<MigrationStatus>;
  readonly toldLate?: number;
  readonly breaks?: string;
  readonly after?: Partial<InstanceFacts>;
  /** Looks at the instance before it has an address. */
  readonly looksUntilAddress?: number;
  readonly addressAfter?: string;
  /** The machine has an address of each family. */
  readonly isDual?: boolean;
}

interface Log {
  readonly rates: number[];
  afterwards: number;
}

/** A lab with a clock of its own: each look at iperf3's output finds one second more, in intervals of 0.1 s. */
export function fakeLab(world: World = {}) {
  const log: string[] = [];
  const logs = new Map<string, Log>();
  let starts = 0;
  let looks = 0;
  let refusals = world.refusals ?? 0;
  let steps = 0;
  let isMigrating = false;
  let isOver = false;
  let tellings = 0;
  const facts = (node: string, pod: string, addresses: string[]): InstanceFacts => ({
    phase: "Running",
    node,
    pod,
    interfaces: [{ name: "happy", addresses, mac: "0a:58:c0:a8:00:04", podInterface: "ovn-udn1" }],
  });
  const addresses = world.isDual ? ["192.168.0.4", "fd00:192:168::4"] : ["192.168.0.4"];
  const ok = (stdout = ""): CommandOutcome => ({ exitCode: 0, stdout, stderr: "" });
  /** What the guest's awk prints of the log of a connection. */
  const output = (file: string, from: number, most: number): string => {
    if (world.clientErrors?.[starts - 1] !== undefined)
      return `iperf3: error - ${world.clientErrors[starts - 1] ?? ""}\n`;
    const { rates, ...log } = logs.get(file) ?? { rates: [], afterwards: 0 };
    const family = /ipv\d/.exec(file)?.[0] ?? "";
    const { ratesAfter = [0, 80] } = world;
    const after = world.ratesAfterOf?.[family] ?? ratesAfter;
    const rate = isMigrating ? (after[Math.min(log.afterwards++, after.length - 1)] ?? 0) : 100;
    const isSilent = world.isSilent === true || world.silentFamily === family;
    rates.push(...Array.from({ length: 10 }, () => (isSilent ? 0 : rate)));
    logs.set(file, { rates, afterwards: log.afterwards });
    const lines = rates.map(
      (one, i) => `[ 5] ${(i / 10).toFixed(2)}-${((i + 1) / 10).toFixed(2)} sec 1.00 MBytes ${one} Mbits/sec 1`,
    );
    const begin = Math.round(from * 10);
    return [
      ...lines.slice(begin, begin + most),
      ...(isOver && world.breaks ? [`iperf3: error - ${world.breaks}`] : []),
    ].join("\n");
  };
  const access: CheckAccess & MigrationAccess = {
    ...accessWith({}),
    execInGuest: ({ vm }, command) => {
      const said =
        command[0] === "sh" ? `sh ${command.includes("iperf3") ? "start" : "stop"}` : command.slice(0, 2).join(" ");
      log.push(`${vm}: ${said}`);
      const [program, , from, , most] = command;
      if (program === "awk")
        return Promise.resolve(ok(output(command.at(-1) ?? "", number(from, "from"), number(most, "most"))));
      if (said === "sh start") {
        starts++;
        // The file of its log is the fourth word of the script's arguments.
        logs.delete(command[5] ?? "");
      }
      if (command[0] === "iperf3" && world.hasNoIperf3)
        return Promise.resolve({ exitCode: 127, stdout: "", stderr: "bash: iperf3: command not found\n" });
      return Promise.resolve(ok());
    },
    virtualMachineInstance: () => {
      looks++;
      if (isOver && world.end !== "Failed")
        return Promise.resolve({
          ...facts("worker2", "b", world.addressAfter ? [world.addressAfter] : addresses),
          ...world.after,
        });
      return Promise.resolve(facts("worker", "a", looks <= (world.looksUntilAddress ?? 0) ? [] : addresses));
    },
    createMigration: (namespace, name, vm) => {
      const refusal = world.refusal ?? new Error("failed calling webhook: no endpoints available");
      if (refusals-- > 0) return Promise.reject(refusal);
      isMigrating = true;
      log.push(`create ${namespace}/${name.replace(/-[0-9a-f]{8}$/, "-#")} of ${vm}`);
      return Promise.resolve();
    },
    migration: () => {
      const phase = ["Pending", "Scheduling", "Running"][steps++];
      if (phase !== undefined || world.end === "Running") return Promise.resolve({ phase: phase ?? "Running" });
      isOver = true;
      if (world.end === "Failed") return Promise.resolve({ phase: "Failed", reason: "no room" });
      const isTold = tellings++ >= (world.toldLate ?? 0);
      return Promise.resolve({ phase: "Succeeded", ...(isTold ? world.told : {}) });
    },
    deleteMigration: (namespace) => {
      log.push(`delete from ${namespace}`);
      return Promise.resolve();
    },
  };
  return { access, log, said: [] as string[] };
}

/** The value of a variable that awk is given. */
function number(word: string | undefined, name: string): number {
  const value = word?.startsWith(`${name}=`) ? Number(word.slice(name.length + 1)) : NaN;
  if (Number.isNaN(value)) throw new Error(`awk was not told ${name}, but ${word ?? "nothing"}`);
  return value;
}
