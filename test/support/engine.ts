import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClusterRecord, readClusterRecord } from "../../components/clusters/cluster-record.ts";
import { kubeconfigFile, stackDirectory } from "../../components/clusters/stack-files.ts";
import { type ApiAccess, loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { run, type RunResult } from "../../components/processes.ts";
import { locatePulumi } from "../../components/tools/index.ts";
import { cacheDirectory } from "../../components/user-directories.ts";
import { homeWithoutLogs } from "../../stacks/commands/pulumi-home.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { endAll, processesThatName } from "./engine-processes.ts";
import type { Upstream } from "./upstream.ts";

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: StateResource;
}

/** What `pulumi preview --json` prints. */
export interface Preview {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics?: readonly { readonly severity: string; readonly message: string }[];
}

const labs: Lab[] = [];

/** A stack of this project with a backend, a home and a folder for temporary files of its own, under a name nobody else has. */
export class Lab {
  readonly stack: string;
  readonly home: string;
  readonly temporary: string;
  readonly #root: string;
  readonly #program: string;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(label: string, program: string) {
    this.stack = `${label}-${randomBytes(3).toString("hex")}`;
    this.#program = program;
    this.#root = mkdtempSync(join(tmpdir(), "ovn-labs-engine-"));
    const folder = (name: string): string => {
      mkdirSync(join(this.#root, name));
      return join(this.#root, name);
    };
    this.home = folder("home");
    this.temporary = folder("tmp");
    this.#environment = {
      ...process.env,
      KUBECONFIG: undefined,
      KUBECACHEDIR: undefined,
      HOME: this.home,
      TMPDIR: this.temporary,
      XDG_CACHE_HOME: join(this.home, ".cache"),
      // Read only: what is there already is used, and nothing of the user's home is written.
      OVN_LABS_CACHE: cacheDirectory(),
      PULUMI_HOME: homeWithoutLogs(join(this.#root, "pulumi-home")),
      PULUMI_BACKEND_URL: `file://${folder("state")}`,
      PULUMI_CONFIG_PASSPHRASE: "only for tests",
      PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
  }

  /** @param label at most 12 lower-case letters and digits */
  static async make(label: string): Promise<Lab> {
    const pulumi = await locatePulumi({ projectDirectory });
    if (pulumi.path === undefined) throw new Error(pulumi.reasons.join("; "));
    const lab = new Lab(label, pulumi.path);
    labs.push(lab);
    return lab;
  }

  /** For `after` and `afterEach`: disposes of every lab that was made. */
  static async disposeAll(): Promise<void> {
    const results = await Promise.allSettled(labs.splice(0).map((lab) => lab.dispose()));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  get directory(): string {
    return stackDirectory(projectDirectory, this.stack);
  }

  get settingsFile(): string {
    return join(projectDirectory, "stacks", `Pulumi.${this.stack}.yaml`);
  }

  get access(): ApiAccess {
    return { kubeconfig: kubeconfigFile(this.directory) };
  }

  get kubeConfig() {
    return loadKubeConfig(this.access);
  }

  get record(): ClusterRecord | undefined {
    return readClusterRecord(this.directory);
  }

  /** The environment of this stack's commands, with changes. */
  environment(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { ...this.#environment, ...changes };
  }

  /** What an npm script runs: `command("up", ["-c", "workers=1"])`. */
  command(name: string, words: readonly string[] = [], changes: NodeJS.ProcessEnv = {}, scenario?: string) {
    return run(process.execPath, this.commandLine(name, words, scenario), { environment: this.environment(changes) });
  }

  /** Arguments of node for {@link command}. */
  commandLine(name: string, words: readonly string[] = [], scenario = "overlay"): string[] {
    const entry = join(projectDirectory, "stacks", "commands", "bootstrap.mjs");
    return [entry, name, scenario, "--stack", this.stack, ...words];
  }

  /** Pulumi itself, in the project's folder. */
  pulumi(words: readonly string[], options: { environment?: NodeJS.ProcessEnv; input?: string } = {}) {
    return run(this.#program, [...words, "--cwd", projectDirectory, "--stack", this.stack], {
      // The commands set this one; without it the Kubernetes plugin writes to the home.
      environment: this.environment({ KUBECACHEDIR: join(this.#root, "api-cache"), ...options.environment }),
      ...(options.input === undefined ? {} : { input: options.input }),
    });
  }

  /** Makes the stack without any of the project's commands and gives it settings. */
  async init(settings: Readonly<Record<string, string>>): Promise<void> {
    succeeded(
      await run(this.#program, ["stack", "init", this.stack, "--no-select", "--cwd", projectDirectory], {
        environment: this.environment(),
      }),
    );
    const pairs = Object.entries(settings).flatMap(([name, value]) => ["--plaintext", `lab:${name}=${value}`]);
    succeeded(await this.pulumi(["config", "set-all", ...pairs]));
  }

  async preview(words: readonly string[] = []): Promise<Preview> {
    return JSON.parse(succeeded(await this.pulumi(["preview", "--json", ...words])).stdout) as Preview;
  }

  async exported(): Promise<string> {
    return succeeded(await this.pulumi(["stack", "export"])).stdout;
  }

  async resources(): Promise<StateResource[]> {
    const { deployment } = JSON.parse(await this.exported()) as { deployment: { resources?: StateResource[] } };
    return deployment.resources ?? [];
  }

  /** What the state says was made, without Pulumi's own parts. */
  async made(): Promise<StateResource[]> {
    return (await this.resources()).filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  }

  async outputs<T>(): Promise<T> {
    return JSON.parse(succeeded(await this.pulumi(["stack", "output", "--json"])).stdout) as T;
  }

  /** Whatever there is of the stack outside of its backend, a line each. */
  async leftovers(): Promise<string[]> {
    const left = [
      ...(await processesThatName(this.stack)).map(({ pid, command }) => `process ${pid}: ${command.slice(0, 200)}`),
      ...[this.directory, this.settingsFile].filter((path) => existsSync(path)),
      ...readdirSync(this.home, { recursive: true }).map((path) => `in the home: ${String(path)}`),
      ...readdirSync(this.temporary).filter((name) => name.startsWith("ovn-labs-")),
    ];
    const file = process.env["LEFT_BEHIND_FILE"];
    if (file !== undefined) appendFileSync(file, left.map((line) => `${this.stack}: ${line}\n`).join(""));
    return left;
  }

  /** Destroys the stack if a test has not, and removes everything by force if that fails. */
  async dispose(): Promise<void> {
    try {
      if (!existsSync(this.settingsFile) && !existsSync(this.directory)) return;
      await this.pulumi(["cancel", "--yes"]);
      const empty = !existsSync(this.directory) && (await this.made()).length === 0;
      succeeded(await (empty ? this.pulumi(["stack", "rm", "--force", "--yes"]) : this.command("destroy")));
    } finally {
      endAll(await processesThatName(this.stack));
      for (const path of [this.directory, this.settingsFile, this.#root])
        rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  }
}

/** For suites whose tests build on each other: once one has failed, the others would tell of that one only, and are skipped. */
export function eachBuildsOnTheLast(): void {
  let failed = false;
  beforeEach(function () {
    if (failed) this.skip();
  });
  afterEach(function () {
    failed ||= this.currentTest?.state === "failed";
  });
}

/** @throws Error with the end of what a command said, if it failed */
export function succeeded(result: RunResult): RunResult {
  if (result.status === 0) return result;
  const said = `${result.stdout}\n${result.stderr}`.trim().split("\n").slice(-60).join("\n");
  throw new Error(`exit status ${result.status}:\n${said}`);
}

/** All that a command said. */
export function said(result: RunResult): string {
  return `${result.stdout}\n${result.stderr}`;
}

/** Settings of a simulated cluster with the upstream files that are there, as options of a command. */
export function simulatedWith(upstream: Upstream): string[] {
  return Object.entries(simulatedSettings(upstream)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

export function simulatedSettings({ folder }: Upstream): Record<string, string> {
  return { cluster: "simulated", ...(folder === undefined ? {} : { artifacts: folder }) };
}

export function readText(path: string): string {
  return readFileSync(path, "utf8");
}
