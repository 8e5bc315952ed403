import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { CustomObjectsApi, type KubeConfig } from "@kubernetes/client-node";
import { asMerge, type VirtualMachine } from "./virtual-machine.ts";
import { type Node, nodes, type VmNetwork } from "./vm-network.ts";

/** What becomes of the next migrations. */
export interface MigrationPlan {
  /** Seconds in which nothing gets to the guest or from it. */
  readonly cut: number | "for good";
  /** Its last phase; `Running`: it never ends. */
  readonly end: "Succeeded" | "Failed" | "Running";
  /** Whether it ends on the other node. */
  readonly leaves: boolean;
  /** What else becomes of the guest before it is back on the network. */
  readonly meanwhile?: (machine: VirtualMachine) => Promise<void>;
}

export const usualPlan: MigrationPlan = { cut: 0.3, end: "Succeeded", leaves: true };

/** Seconds for which the guest still runs where it was, while its memory is copied. */
const precopy = 0.5;

interface Migration {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly vmiName: string };
  readonly status?: { readonly phase?: string };
}

const kind = { group: "kubevirt.io", version: "v1", plural: "virtualmachineinstancemigrations" } as const;

/** Acts on VirtualMachineInstanceMigrations as KubeVirt does, for some machines on a network. */
export class Migrations {
  plan: MigrationPlan = usualPlan;
  readonly #custom: CustomObjectsApi;
  readonly #network: VmNetwork;
  readonly #machines: readonly VirtualMachine[];
  readonly #dropConsole: (machine: VirtualMachine) => void;
  readonly #over = new AbortController();
  readonly #loop: Promise<void>;

  /** @param dropConsole ends the session of whoever has the machine's console */
  constructor(
    config: KubeConfig,
    network: VmNetwork,
    machines: readonly VirtualMachine[],
    dropConsole: (machine: VirtualMachine) => void,
  ) {
    this.#custom = config.makeApiClient(CustomObjectsApi);
    this.#network = network;
    this.#machines = machines;
    this.#dropConsole = dropConsole;
    this.#loop = this.#follow();
    // It is told when they are stopped.
    this.#loop.catch(() => undefined);
  }

  /** Does something; what goes wrong with migrations meanwhile is its error, so that nobody waits for one that nobody acts on. */
  async during<T>(work: Promise<T>): Promise<T> {
    const failed = this.#loop.then(() => Promise.reject<T>(new Error("migrations are over")));
    return Promise.race([work, failed]);
  }

  /** @throws what went wrong since the start */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#loop;
  }

  async #follow(): Promise<void> {
    while (!this.#over.signal.aborted) {
      for (const machine of this.#machines) {
        const { namespace, vm } = machine.guest;
        const { items } = (await this.#custom.listNamespacedCustomObject({ ...kind, namespace })) as {
          items: Migration[];
        };
        const asked = items.find(({ spec, status }) => spec.vmiName === vm && status?.phase === undefined);
        if (asked) await this.#migrate(machine, asked);
      }
      await pause(100);
    }
  }

  async #migrate(machine: VirtualMachine, migration: Migration): Promise<void> {
    const { plan } = this;
    const { node: source, pod } = machine;
    const node = plan.leaves ? otherThan(source) : source;
    const target = { node, pod: randomUUID() };
    const state = { sourceNode: source, targetNode: node, migrationUid: randomUUID() };
    const transitions: object[] = [];
    const goOn = (phase: string, migrationState: object = {}): Promise<void> => {
      transitions.push({ phase, phaseTransitionTimestamp: now() });
      return this.#patch(migration, { phase, phaseTransitionTimestamps: transitions, migrationState });
    };
    await goOn("Pending");
    await goOn("Scheduling");
    await goOn("Scheduled");
    if (target.node !== source) await machine.patch({ activePods: { [target.pod]: target.node } });
    await goOn("PreparingTarget");
    await goOn("TargetReady");
    const started = { ...state, startTimestamp: now() };
    await machine.patch({ migrationState: started });
    await goOn("Running", started);
    if (plan.end === "Running") return;
    await pause(precopy * 1000);
    if (plan.end === "Failed") {
      const failed = { ...started, endTimestamp: now(), completed: true, failed: true, failureReason: "no room" };
      await machine.patch({ activePods: { [target.pod]: null }, migrationState: failed });
      return goOn("Failed", failed);
    }
    await this.#switchOver(machine, plan, target.node);
    Object.assign(machine, target);
    const completed = { ...started, endTimestamp: now(), completed: true };
    await machine.patch({
      nodeName: target.node,
      activePods: { [pod]: null, [target.pod]: target.node },
      migrationState: completed,
    });
    await machine.report();
    await goOn("Succeeded", completed);
  }

  /** The guest stands still, and goes on where it is then. */
  async #switchOver(machine: VirtualMachine, { cut, meanwhile }: MigrationPlan, node: Node): Promise<void> {
    const { vm } = machine.guest;
    const start = Date.now();
    await this.#network.unplug(vm);
    this.#dropConsole(machine);
    await meanwhile?.(machine);
    if (cut === "for good") return;
    // The outage that is asked for, not a wait for something.
    await pause(Math.max(0, start + cut * 1000 - Date.now()));
    await this.#network.plug(vm, node);
  }

  /** One that was deleted meanwhile is nobody's concern. */
  async #patch({ metadata }: Migration, status: object): Promise<void> {
    const { name, namespace } = metadata;
    await this.#custom
      .patchNamespacedCustomObjectStatus({ ...kind, name, namespace, body: { status } }, asMerge)
      .catch((error: unknown) => {
        if ((error as { code?: number }).code !== 404) throw error;
      });
  }
}

function otherThan(node: Node): Node {
  return nodes.find((other) => other !== node) ?? node;
}

/** As the API has it: in whole seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
