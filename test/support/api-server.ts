import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { obtainTools, type ToolName } from "../../components/tools/index.ts";
import { type Look, waitFor } from "../../components/wait.ts";
import { closedPort } from "./ports.ts";

/** A real kube-apiserver over a real etcd, and nothing else: no controllers, no scheduler, no nodes. */
export interface ApiServer {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** Holds every file of both processes. */
  readonly directory: string;
  /** File with one context, `admin`, of a user who may do everything. */
  readonly kubeconfig: string;
  readonly config: KubeConfig;
  readonly pids: readonly number[];
  /** Ends both processes and removes the directory. */
  stop(): Promise<void>;
}

export interface ApiServerOptions {
  /** Whether admission webhooks are asked; default: no. */
  readonly asksWebhooks?: boolean;
  /** More arguments for kube-apiserver. */
  readonly extraArguments?: readonly string[];
  /** Folder that the server's own is made in; default: the system's for temporary files. */
  readonly parent?: string;
}

const webhookPlugins = ["MutatingAdmissionWebhook", "ValidatingAdmissionWebhook"];

/**
 * Starts both on free ports of 127.0.0.1.
 * @throws Error with the last lines of the process that ended or never became ready; nothing is left then
 */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const tools = await obtainTools(["etcd", "kube-apiserver"]);
  for (let attempt = 1; ; attempt++) {
    const directory = mkdtempSync(join(options.parent ?? tmpdir(), "labs-api-"));
    const processes = new Processes(directory);
    try {
      return await start(directory, processes, (tool) => pathOf(tools, tool), options);
    } catch (error) {
      await processes.end();
      // A port that was free may be taken by the time it is used.
      if (attempt < 3 && error instanceof Error && error.message.includes("address already in use")) continue;
      throw error;
    }
  }
}

function pathOf(tools: Awaited<ReturnType<typeof obtainTools>>, name: ToolName): string {
  const tool = tools.get(name);
  if (tool?.path === undefined) throw new Error(`${name} is not to be had: ${tool?.reasons.join("; ") ?? ""}`);
  return tool.path;
}

async function start(
  directory: string,
  processes: Processes,
  tool: (name: ToolName) => string,
  options: ApiServerOptions,
): Promise<ApiServer> {
  const [etcdPort, peerPort, port] = [await closedPort(), await closedPort(), await closedPort()];
  const file = (name: string): string => join(directory, name);
  const etcd = `http://127.0.0.1:${etcdPort}`;
  const url = `https://127.0.0.1:${port}`;

  processes.start("etcd", tool("etcd"), [
    `--data-dir=${file("etcd")}`,
    `--listen-client-urls=${etcd}`,
    `--advertise-client-urls=${etcd}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
    "--unsafe-no-fsync",
  ]);

  const token = randomBytes(16).toString("hex");
  const secret = { mode: 0o600 };
  writeFileSync(file("tokens.csv"), `${token},admin,admin,system:masters\n`, secret);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(file("service-accounts.key"), privateKey.export({ type: "sec1", format: "pem" }), secret);
  processes.start("kube-apiserver", tool("kube-apiserver"), [
    `--etcd-servers=${etcd}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${file("certificates")}`,
    "--authorization-mode=RBAC",
    `--token-auth-file=${file("tokens.csv")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${file("service-accounts.key")}`,
    `--service-account-signing-key-file=${file("service-accounts.key")}`,
    "--service-cluster-ip-range=10.96.0.0/16",
    "--endpoint-reconciler-type=none",
    "--allow-privileged=true",
    // Without controllers no namespace gets its default ServiceAccount, and mostly nothing answers webhooks.
    `--disable-admission-plugins=${["ServiceAccount", ...(options.asksWebhooks ? [] : webhookPlugins)].join(",")}`,
    ...(options.extraArguments ?? []),
  ]);

  const certificate = file("certificates/apiserver.crt");
  const what = "kube-apiserver to be ready";
  await waitFor({ what, timeout: 60, interval: 0.1 }, async (): Promise<Look<true>> => {
    const ended = processes.ended();
    if (ended !== undefined) return { met: true };
    return existsSync(certificate) ? ready(url, token, certificate) : { seen: "no certificate yet" };
  });
  const ended = processes.ended();
  if (ended !== undefined) throw new Error(ended);

  const kubeconfig = file("kubeconfig.json");
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigFor(url, token, certificate)), secret);
  return {
    url,
    directory,
    kubeconfig,
    config: loadKubeConfig({ kubeconfig }),
    pids: processes.pids(),
    stop: () => processes.end(),
  };
}

/** The certificate that kube-apiserver makes for itself comes with the authority that signed it. */
function kubeconfigFor(url: string, token: string, certificate: string): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "test",
        cluster: { server: url, "certificate-authority-data": readFileSync(certificate).toString("base64") },
      },
    ],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "admin", context: { cluster: "test", user: "admin" } }],
    "current-context": "admin",
  };
}

function ready(url: string, token: string, certificate: string): Promise<Look<true>> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}/readyz`,
      { ca: readFileSync(certificate), headers: { authorization: `Bearer ${token}` }, timeout: 5000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200 ? { met: true } : { seen: `/readyz: HTTP ${response.statusCode ?? 0}` });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("/readyz: no answer within 5 s")));
    sent.on("error", (error) => resolve({ seen: error.message }));
    sent.end();
  });
}

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The processes of one server. They end with this process at the latest, however that ends, short of SIGKILL. */
class Processes {
  readonly #directory: string;
  readonly #children = new Map<string, ChildProcess>();
  readonly #atExit = (): void => this.#kill();
  readonly #atSignal = (signal: NodeJS.Signals): void => {
    this.#kill();
    process.kill(process.pid, signal);
  };

  constructor(directory: string) {
    this.#directory = directory;
    process.once("exit", this.#atExit);
    for (const signal of endingSignals) process.once(signal, this.#atSignal);
  }

  start(name: string, program: string, args: readonly string[]): void {
    const log = openSync(this.#log(name), "w");
    const child = spawn(program, args, { stdio: ["ignore", log, log], cwd: this.#directory });
    closeSync(log);
    // What could not be started has no exit status either.
    child.on("error", () => undefined);
    this.#children.set(name, child);
  }

  pids(): number[] {
    return [...this.#children.values()].flatMap((child) => child.pid ?? []);
  }

  /** Says of the first process that is no more what it said last. */
  ended(): string | undefined {
    for (const [name, child] of this.#children)
      if (child.pid === undefined || hasEnded(child))
        return `${name} ended: ${readFileSync(this.#log(name), "utf8").trim().split("\n").slice(-3).join(" / ")}`;
    return undefined;
  }

  async end(): Promise<void> {
    const running = [...this.#children.values()].filter((child) => child.pid !== undefined && !hasEnded(child));
    const exits = running.map((child) => once(child, "exit"));
    this.#kill();
    await Promise.all(exits);
    // What was written while they ended.
    rmSync(this.#directory, { recursive: true, force: true });
    process.off("exit", this.#atExit);
    for (const signal of endingSignals) process.off(signal, this.#atSignal);
  }

  /** Nothing in there is worth a graceful end. */
  #kill(): void {
    for (const child of this.#children.values()) if (child.pid !== undefined && !hasEnded(child)) child.kill("SIGKILL");
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  #log(name: string): string {
    return join(this.#directory, `${name}.log`);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
