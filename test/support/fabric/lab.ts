import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreV1Api } from "@kubernetes/client-node";
import type { KubernetesManifest } from "../../../components/artifacts/index.ts";
import type { Check } from "../../../components/checks/check.ts";
import { clusterAccess } from "../../../components/checks/cluster-access.ts";
import { defaultSessionLimits } from "../../../components/checks/guest-console/console-session.ts";
import { execInGuest, type GuestExecOptions } from "../../../components/checks/guest-console/exec-in-guest.ts";
import type { Guest } from "../../../components/checks/live-migration/stream.ts";
import { type CheckLimits, performCheck } from "../../../components/checks/perform-check.ts";
import type { CheckResult } from "../../../components/checks/verdict.ts";
import { ensureObject } from "../../../components/kubernetes-api/nodes.ts";
import { ovnKubernetesStages } from "../../../components/clusters/simulation/ovn-kubernetes.ts";
import { isDefinition } from "../../../components/platform/manifest-objects.ts";
import { waitFor } from "../../../components/wait.ts";
import { defaultScenarioSettings } from "../../../components/settings/default-settings.ts";
import type { ScenarioSettings } from "../../../components/settings/settings.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import type { Scenario, Step } from "../../../stacks/scenario.ts";
import { checksOf, chosenSteps } from "../../../stacks/steps.ts";
import { performChecks } from "../../../stacks/results/perform-checks.ts";
import { versionSets } from "../../../components/versions.ts";
import { chartDefinitions, operatorDefinitions } from "../charts.ts";
import { planOf, type Stage, stagesOf } from "../plan.ts";
import { StrictApi, waitForEstablished } from "../strict-api.ts";
import type { Upstream } from "../upstream.ts";
import { FabricCluster } from "./cluster.ts";
import { Fabric } from "./fabric.ts";
import { Machines } from "./machines.ts";

/** What of a scenario's settings is set. */
type LabSettings = Partial<Pick<ScenarioSettings, "scale">>;

const hurried: GuestExecOptions = { limits: { ...defaultSessionLimits, shell: 8, nudge: 1 }, patience: 8 };

/** A scenario on a simulated cluster whose networks carry packets. */
export class FabricLab {
  readonly scenario: Scenario;
  readonly cluster: FabricCluster;
  readonly fabric: Fabric;
  /** The stack's configuration, keys without `lab:`. */
  readonly #config: Readonly<Record<string, string>>;
  readonly #directory: string;
  readonly #upstream: Upstream;
  /** What was created, by its URN. */
  readonly #created = new Map<string, KubernetesManifest>();
  #pods = 0;
  #isDefined = false;
  #steps: readonly Step[] = [];
  #machines: Machines | undefined;

  private constructor(
    scenario: Scenario,
    set: LabSettings,
    cluster: FabricCluster,
    fabric: Fabric,
    directory: string,
    upstream: Upstream,
  ) {
    this.scenario = scenario;
    this.#config = {
      cluster: "kind",
      ...Object.fromEntries(Object.entries(set).map(([key, value]) => [key, String(value)])),
    };
    this.cluster = cluster;
    this.fabric = fabric;
    this.#directory = directory;
    this.#upstream = upstream;
  }

  /** Makes the cluster and its fabric for a scenario of this project, without any step of it. */
  static async start(name: string, upstream: Upstream, set: LabSettings = {}): Promise<FabricLab> {
    const scenario = await loadScenario(name, { ...defaultScenarioSettings, ...set });
    const directory = mkdtempSync(join(tmpdir(), `fabric-${name}-`));
    const cluster = await FabricCluster.create(directory);
    const fabric = await Fabric.start(cluster.config, cluster.nodes);
    return new FabricLab(scenario, set, cluster, fabric, directory, upstream);
  }

  /**
   * Builds the scenario up to a step, as the program plans it; default: all of it. The platform is left out but for its definitions: nothing of
   * the fabric needs it.
   */
  async build(step?: string): Promise<void> {
    this.#steps = chosenSteps(this.scenario, step);
    const settings = { ...this.#config, ...(step === undefined ? {} : { step }) };
    const plan = await planOf(this.scenario.name, this.#upstream, settings);
    const root = plan.find(({ type }) => type === "lab:index:Scenario")?.urn;
    const own = new Set(plan.filter(({ parent }) => parent === root).map(({ urn }) => urn));
    const stages = stagesOf(plan, this.#upstream);
    await this.#define(stages);
    for (const { manifest, urn } of stages.flatMap(({ objects }) => objects)) {
      if (!own.has(urn) || this.#created.has(urn)) continue;
      await this.create(manifest);
      this.#created.set(urn, manifest);
      this.#pods += podsOf(manifest);
      if (manifest.kind === "VirtualMachine") await this.#run(manifest);
    }
    await this.settle();
  }

  /** The virtual machines that run. @throws Error if there are none */
  get machines(): Machines {
    if (!this.#machines) throw new Error(`no virtual machine of scenario ${this.scenario.name} runs`);
    return this.#machines;
  }

  async #run(machine: KubernetesManifest): Promise<void> {
    this.#machines ??= await Machines.start(this, this.#directory);
    await this.#machines.run(machine);
  }

  /** Makes the definitions of everything that the scenario and its platform have, and nothing else. */
  async define(): Promise<void> {
    await this.#define(stagesOf(await planOf(this.scenario.name, this.#upstream, this.#config), this.#upstream));
  }

  async #define(stages: readonly Stage[]): Promise<void> {
    if (this.#isDefined) return;
    this.#isDefined = true;
    const { config } = this.cluster;
    const definitions = stages
      .flatMap(({ charts, objects }) => [
        ...charts.flatMap(chartDefinitions),
        ...objects.flatMap(({ manifest }) => [
          manifest,
          ...operatorDefinitions(manifest, versionSets.current, this.#upstream),
        ]),
      ])
      .filter(isDefinition);
    const api = StrictApi.of(config);
    await Promise.all(definitions.map((definition) => api.createStrictly(definition)));
    await waitForEstablished(
      config,
      definitions.map(({ metadata }) => metadata.name),
    );
    // KWOK does not look again for kinds that were not there when it was told of them.
    for (const stage of ovnKubernetesStages) await ensureObject(config, stage);
  }

  /** Creates an object; a pod's namespace may still lack its ServiceAccount. */
  async create(manifest: KubernetesManifest): Promise<void> {
    const api = StrictApi.of(this.cluster.config);
    const what = `${manifest.kind} ${manifest.metadata.name}`;
    await waitFor({ what, timeout: 20, interval: 0.2 }, async () => ({ met: await api.createStrictly(manifest) }));
  }

  /** Keeps the fabric to what the API says as long as something goes on. */
  async follow<T>(work: Promise<T>, timeout: number): Promise<T> {
    let isOver = false;
    const watched = work.finally(() => (isOver = true));
    await waitFor({ what: "the end of what the fabric follows", timeout, interval: 0.3 }, async () => {
      if (isOver) return { met: true };
      await this.fabric.sync();
      return { seen: "it goes on" };
    });
    return watched;
  }

  /** Waits until all pods of the lab run, and brings the fabric to what the API says then. */
  async settle(): Promise<void> {
    const core = this.cluster.config.makeApiClient(CoreV1Api);
    await waitFor({ what: "all pods of the lab", timeout: 60, interval: 0.3 }, async () => {
      const { items } = await core.listPodForAllNamespaces();
      const running = items.filter(
        ({ status, metadata }) => status?.phase === "Running" && !metadata?.deletionTimestamp,
      );
      return running.length >= this.#pods ? { met: true } : { seen: `${running.length} of ${this.#pods} run` };
    });
    await this.fabric.sync();
  }

  /** An object of the scenario as it was created. @throws Error if there is none */
  manifest(kind: string, name: string): KubernetesManifest {
    const found = [...this.#created.values()].find((one) => one.kind === kind && one.metadata.name === name);
    if (!found) throw new Error(`scenario ${this.scenario.name} has no ${kind} ${name}`);
    return found;
  }

  /** Ids of the checks that hold now: those of the steps that are built, without those that one of these steps has ended. */
  holding(): string[] {
    return checksOf(this.scenario.checks, this.#steps)
      .filter(({ until }) => !this.#steps.some(({ name }) => name === until))
      .map(({ id }) => id);
  }

  /** A check of the scenario. @throws Error if there is none of that id */
  check(id: string): Check {
    const found = this.scenario.checks.find((check) => check.id === id);
    if (!found) throw new Error(`scenario ${this.scenario.name} has no check ${id}`);
    return found;
  }

  /** Performs checks as `npm run recheck` does, each and each twin once. @param limitsOf of a check by its id; default: the program's own */
  perform(ids: readonly string[], limitsOf?: (id: string) => CheckLimits): Promise<CheckResult[]> {
    const { config } = this.cluster;
    const access = {
      ...clusterAccess(config),
      // Where something is wrong on purpose, nobody waits a minute for a shell.
      ...(limitsOf
        ? {
            execInGuest: (guest: Guest, command: readonly string[]) => execInGuest(config, guest, command, hurried),
          }
        : {}),
    };
    return performChecks(
      ids.map((id) => this.check(id)),
      8,
      {
        one: (check, performTwin) => {
          const twin = check.expect.kind === "blocked" ? this.check(check.expect.twin) : undefined;
          return performCheck(check, access, {
            twin,
            performTwin,
            ...(limitsOf ? { limits: limitsOf(check.id) } : {}),
          });
        },
        experiment: () => Promise.reject(new Error("there is no experiment on this fabric")),
      },
    );
  }

  async stop(): Promise<void> {
    await this.#machines?.stop();
    await this.fabric.stop();
    await this.cluster.delete();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** How many pods come of an object. */
function podsOf(manifest: KubernetesManifest): number {
  if (manifest.kind === "Pod") return 1;
  return manifest.kind === "StatefulSet" ? (manifest["spec"] as { replicas: number }).replicas : 0;
}
