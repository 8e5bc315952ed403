import type { KubeConfig } from "@kubernetes/client-node";
import type { Check } from "../../../../components/checks/check.ts";
import { clusterAccess } from "../../../../components/checks/cluster-access.ts";
import { execInGuest, type GuestExecOptions } from "../../../../components/checks/guest-console/exec-in-guest.ts";
import type { ExperimentLimits } from "../../../../components/checks/live-migration/lab.ts";
import { performExperiment } from "../../../../components/checks/live-migration/results.ts";
import { type CheckLimits, defaultLimits, performCheck } from "../../../../components/checks/perform-check.ts";
import type { CheckResult } from "../../../../components/checks/verdict.ts";
import { defaultScenarioSettings } from "../../../../components/settings/default-settings.ts";
import { performChecks } from "../../../../stacks/results/perform-checks.ts";
import { loadScenario } from "../../../../stacks/registry.ts";
import { interfaceName, podInterface } from "../../../../stacks/udn-vms/machines.ts";
import type { Mutation } from "../mutations/mutation.ts";
import { mutationOf, vmMutations } from "./vm-mutations/index.ts";
import { StrictApi } from "../../strict-api.ts";
import type { Guest } from "./guest.ts";
import type { Guests } from "./index.ts";
import { Migrations } from "./migrations.ts";
import { gateway, internet, lease, machines } from "./vm-facts.ts";
import { VirtualMachine } from "./virtual-machine.ts";
import { nodes, VmNetwork } from "./vm-network.ts";

interface Patience {
  readonly check: CheckLimits;
  readonly console: GuestExecOptions;
  readonly experiment: ExperimentLimits;
}

/** What ought to work has time for it; what ought not to is given up soon. */
const patient: Patience = {
  check: { ...defaultLimits, timeout: 30, interval: 0.5 },
  console: {},
  experiment: { ready: 60, data: 30, accepted: 30, migration: 60, recovery: 30, interval: 0.3 },
};
const hurried: Patience = {
  check: { timeout: 2, ready: 0.1, interval: 0.3 },
  console: { limits: { shell: 4, command: 12, nudge: 1, quiet: 0.2 }, patience: 2, interval: 0.2 },
  // Most migrations that are spoilt otherwise succeed, which takes some seconds on a machine with other work.
  experiment: { ready: 4, data: 4, accepted: 10, migration: 20, recovery: 5, interval: 0.3 },
};

/** Scenario udn-vms with real guests, connections and packets, on a cluster that knows KubeVirt's definitions. */
export class VmLab {
  /** All checks of the scenario. */
  readonly checks: readonly Check[];
  readonly network: VmNetwork;
  readonly red: VirtualMachine;
  readonly blue: VirtualMachine;
  readonly migrations: Migrations;
  readonly guests: Guests;
  /** Whether it gives up soon. */
  isHurried = false;
  /** Names that the guests resolve. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly #config: KubeConfig;

  private constructor(
    config: KubeConfig,
    guests: Guests,
    checks: readonly Check[],
    network: VmNetwork,
    [red, blue]: readonly [VirtualMachine, VirtualMachine],
    hosts: Readonly<Record<string, string>>,
  ) {
    this.hosts = hosts;
    this.#config = config;
    this.guests = guests;
    this.checks = checks;
    this.network = network;
    this.red = red;
    this.blue = blue;
    this.migrations = new Migrations(config, network, [red, blue], ({ guest }) => guests.dropConsole(guest));
  }

  /** @param prefix of namespaces, as setting `namePrefix`, and of network namespaces, so that there can be several labs */
  static async start(config: KubeConfig, guests: Guests, prefix: string): Promise<VmLab> {
    const { checks } = await loadScenario("udn-vms", { ...defaultScenarioSettings, namePrefix: prefix });
    const network = await VmNetwork.create(prefix, `${gateway}/16`, internet);
    const made: VirtualMachine[] = [];
    try {
      const hosts = Object.fromEntries(checks.flatMap(({ to }) => (to.kind === "host" ? [[to.host, internet]] : [])));
      const create = async (name: keyof typeof machines): Promise<VirtualMachine> => {
        const { cidr, mac } = machines[name];
        const namespace = `${prefix}${name}-namespace`;
        await StrictApi.of(config).createStrictly({
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: namespace },
        });
        const [node] = nodes;
        const guest = await guests.add({
          namespace,
          vm: name,
          netns: await network.attach(name, node, mac),
          addresses: [{ link: "eth0", cidr, lease }],
          gateway,
          hosts,
        });
        const machine = await VirtualMachine.create(config, guest, node, { interface: interfaceName, podInterface });
        made.push(machine);
        return machine;
      };
      const both = [await create("red"), await create("blue")] as const;
      await network.limit(both[0].guest.netns, 100);
      return new VmLab(config, guests, checks, network, both, hosts);
    } catch (error) {
      for (const { guest } of made) await guests.remove(guest);
      await network.remove();
      throw error;
    }
  }

  /** What its checks have to see; one at a time. */
  get mutations(): readonly Mutation[] {
    return vmMutations.map((mutation) => mutationOf(this, mutation));
  }

  /** Performs checks as `npm run recheck` does, those of the experiment together. */
  perform(ids: readonly string[]): Promise<CheckResult[]> {
    const { check: limits, console, experiment } = this.isHurried ? hurried : patient;
    const access = {
      ...clusterAccess(this.#config),
      execInGuest: (guest: Pick<Guest, "namespace" | "vm">, command: readonly string[]) =>
        execInGuest(this.#config, guest, command, console),
    };
    return performChecks(
      this.checks.filter(({ id }) => ids.includes(id)),
      8,
      {
        one: (check) => performCheck(check, access, { limits }),
        experiment: (checks) =>
          this.migrations.during(performExperiment(checks, { access, limits: experiment, say: () => undefined })),
      },
    );
  }

  /** @throws Error if something went wrong in the pretended KubeVirt */
  async stop(): Promise<void> {
    const stopped = this.migrations.stop();
    for (const { guest } of [this.red, this.blue]) await this.guests.remove(guest);
    await this.network.remove();
    await stopped;
  }
}
