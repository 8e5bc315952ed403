import type { Check } from "../../../../components/checks/check.ts";
import type { CommandOutcome } from "../../../../components/checks/command-outcome.ts";
import type { MigrationAccess } from "../../../../components/checks/live-migration/access.ts";
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
  /** How often the webhook refuses the migration. */
  readonly refusals?: number;
  readonly end?: "Failed" | "Running";
  /** Rates of the intervals from the migration on, the last one for ever; default: one quiet second. */
  readonly ratesAfter?: readonly number[];
  readonly breaks?: string;
  readonly after?: Partial<InstanceFacts>;
  /** Looks at the instance before it has an address. */
  readonly looksUntilAddress?: number;
  readonly addressAfter?: string;
}

/** A lab with a clock of its own: each look at iperf3's output finds one second more. */
export function fakeLab(world: World = {}) {
  const log: string[] = [];
  const rates: number[] = [];
  let starts = 0;
  let looks = 0;
  let refusals = world.refusals ?? 0;
  let steps = 0;
  let isMigrating = false;
  let isOver = false;
  let afterwards = 0;
  const facts = (node: string, pod: string, addresses: string[]): InstanceFacts => ({
    phase: "Running",
    node,
    pod,
    interfaces: [{ name: "happy", addresses, mac: "0a:58:c0:a8:00:04", podInterface: "ovn-udn1" }],
  });
  const ok = (stdout = ""): CommandOutcome => ({ exitCode: 0, stdout, stderr: "" });
  const output = (): string => {
    if (world.clientErrors?.[starts - 1] !== undefined)
      return `iperf3: error - ${world.clientErrors[starts - 1] ?? ""}\n`;
    const { ratesAfter = [0, 80] } = world;
    rates.push(
      world.isSilent ? 0 : isMigrating ? (ratesAfter[Math.min(afterwards++, ratesAfter.length - 1)] ?? 0) : 100,
    );
    const lines = rates.map(
      (rate, i) => `[  5]   ${i}.00-${i + 1}.00   sec  1.00 MBytes  ${rate} Mbits/sec    1   1.4 KBytes`,
    );
    return [...lines, ...(isOver && world.breaks ? [`iperf3: error - ${world.breaks}`] : [])].join("\n");
  };
  const access: CheckAccess & MigrationAccess = {
    ...accessWith({}),
    execInGuest: ({ vm }, command) => {
      const said =
        command[0] === "sh" ? `sh ${command.includes("iperf3") ? "start" : "stop"}` : command.slice(0, 2).join(" ");
      log.push(`${vm}: ${said}`);
      if (command[0] === "tail") return Promise.resolve(ok(output()));
      if (said === "sh start") starts++;
      if (command[0] === "iperf3" && world.hasNoIperf3)
        return Promise.resolve({ exitCode: 127, stdout: "", stderr: "bash: iperf3: command not found\n" });
      return Promise.resolve(ok());
    },
    virtualMachineInstance: () => {
      looks++;
      if (isOver && world.end !== "Failed")
        return Promise.resolve({ ...facts("worker2", "b", [world.addressAfter ?? "192.168.0.4"]), ...world.after });
      return Promise.resolve(facts("worker", "a", looks <= (world.looksUntilAddress ?? 0) ? [] : ["192.168.0.4"]));
    },
    createMigration: (namespace, name, vm) => {
      if (refusals-- > 0) return Promise.reject(new Error("failed calling webhook: no endpoints available"));
      isMigrating = true;
      log.push(`create ${namespace}/${name.replace(/-[0-9a-f]{8}$/, "-#")} of ${vm}`);
      return Promise.resolve();
    },
    migration: () => {
      const phase = ["Pending", "Scheduling", "Running"][steps++];
      if (phase !== undefined || world.end === "Running") return Promise.resolve({ phase: phase ?? "Running" });
      isOver = true;
      return Promise.resolve(world.end === "Failed" ? { phase: "Failed", reason: "no room" } : { phase: "Succeeded" });
    },
    deleteMigration: (namespace) => {
      log.push(`delete from ${namespace}`);
      return Promise.resolve();
    },
  };
  return { access, log, said: [] as string[] };
}
