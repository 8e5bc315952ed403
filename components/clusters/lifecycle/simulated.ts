import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { Health } from "@kubernetes/client-node";
import { withGuardedFolder } from "../../interruption/guard.ts";
import { loadKubeConfig } from "../../kubernetes-api/client.ts";
import { ensureObject, labelNode, waitForNodes } from "../../kubernetes-api/nodes.ts";
import { probeApi } from "../../kubernetes-api/readiness.ts";
import { run } from "../../processes.ts";
import { waitFor } from "../../wait.ts";
import { withLock } from "../../tools/lock.ts";
import { obtainTools, simulatedClusterTools, type ToolName } from "../../tools/index.ts";
import { cacheDirectory } from "../../user-directories.ts";
import { readClusterRecord, removeClusterRecord, writeClusterRecord } from "../cluster-record.ts";
import { simulatedNode } from "../kwok-config.ts";
import { delayedStages } from "../simulation/delays/delayed-stages.ts";
import { creationTime } from "../simulation/delays/schedule.ts";
import { startDelays } from "../simulation/delays/start.ts";
import { kubeletStages } from "../simulation/kubelet.ts";
import { kubeconfigFile } from "../stack-files.ts";
import { endProcessesOf } from "./processes-of.ts";
import type { ClusterRequest } from "./request.ts";

type Say = (line: string) => void;

/** kwokctl keeps a cluster's files in a folder of the stack's own, so clusters of other stacks and of other users of kwokctl are out of reach. */
const workFolder = (directory: string): string => resolve(directory, "kwok");

/** Makes the stack's simulated cluster, or keeps the one it made already. What an interrupted run left is removed first. */
export async function createSimulated(request: ClusterRequest, say: Say): Promise<void> {
  const { name, directory } = request;
  const begin = Date.now();
  const tools = await simulationTools(say);
  const record = readClusterRecord(directory);
  const kubeconfig = kubeconfigFile(directory);
  const kept =
    record?.phase === "ready" &&
    record.incarnation === request.incarnation &&
    "version" in (await probeApi({ kubeconfig }));
  if (!kept) {
    await remove(tools, request, say);
    mkdirSync(workFolder(directory), { recursive: true, mode: 0o700 });
    const note = (phase: "creating" | "ready"): void =>
      writeClusterRecord(directory, {
        kind: "simulated",
        name,
        incarnation: request.incarnation,
        phase,
        createdAt: new Date().toISOString(),
        containers: [],
      });
    note("creating");
    try {
      const config = join(workFolder(directory), "kwokctl.yaml");
      writeFileSync(config, request.config, { mode: 0o600 });
      await withGuardedFolder(workFolder(directory), async () => {
        await oneAtATime(say, async () => {
          say(`kwokctl create cluster --name ${name}`);
          await kwokctl(tools, directory, createArguments(request, config, tools));
        });
        await populate(request, say);
        await takeTime(request, begin);
        note("ready");
      });
    } catch (error) {
      await remove(tools, request, say).catch((problem: unknown) => say(String(problem)));
      throw error;
    }
  } else await populate(request, say);
}

function createArguments({ name, directory }: ClusterRequest, config: string, tools: Tools): string[] {
  const binary = (tool: ToolName, flag: string = tool): string[] => [`--${flag}-binary`, tools(tool)];
  return [
    ...["create", "cluster", "--name", name, "--runtime", "binary", "--config", config],
    ...["--kubeconfig", resolve(kubeconfigFile(directory)), "--wait", "120s"],
    ...binary("etcd"),
    ...binary("kube-apiserver"),
    ...binary("kube-controller-manager"),
    ...binary("kube-scheduler"),
    ...binary("kwok", "kwok-controller"),
  ];
}

/**
 * kwokctl takes the first ports that are free when it looks, and its processes listen on them seconds later: of two clusters
 * that are made at once, the later finds the other's API server at its own port.
 */
function oneAtATime(say: Say, make: () => Promise<void>): Promise<void> {
  return withLock(join(cacheDirectory(), "simulated-cluster.lock"), make, {
    waiting: (pid) => say(`waiting for process ${pid}, which makes a simulated cluster too`),
  });
}

/** Stops the cluster's processes and removes its files. A cluster that is gone already is fine. */
export async function deleteSimulated(request: ClusterRequest, say: Say): Promise<void> {
  if (existsSync(workFolder(request.directory))) await remove(await simulationTools(say), request, say);
  else await endProcessesOf(workFolder(request.directory));
  removeClusterRecord(request.directory);
}

async function populate(request: ClusterRequest, say: Say): Promise<void> {
  const config = loadKubeConfig({ kubeconfig: kubeconfigFile(request.directory) });
  const health = new Health(config);
  await waitFor({ what: "the API server to be ready", timeout: 120, interval: 0.2 }, async () =>
    (await health.readyz({})) ? { met: true } : { seen: "/readyz does not say so" },
  );
  for (const stage of delayedStages(kubeletStages, request.delays ?? 0)) await ensureObject(config, stage);
  for (const node of request.nodes) {
    await ensureObject(config, simulatedNode(node));
    await labelNode(config, node.name, node.labels);
  }
  await waitForNodes(
    config,
    request.nodes.map((node) => node.name),
    60,
    say,
  );
}

/** Lets the nodes need images and time, and the making of the cluster itself take as long as kind's would. */
async function takeTime({ directory, nodes, delays }: ClusterRequest, begin: number): Promise<void> {
  if (delays === undefined) return;
  const workers = nodes.filter(({ role }) => role === "worker").map((node) => node.name);
  startDelays(workFolder(directory), { kubeconfig: resolve(kubeconfigFile(directory)), factor: delays, workers });
  const end = begin + creationTime(delays);
  const what = "the time that a cluster takes";
  await waitFor({ what, timeout: Infinity, interval: 0.1 }, () =>
    Promise.resolve(Date.now() >= end ? { met: true } : { seen: "it is not over" }),
  );
}

type Tools = (tool: ToolName) => string;

async function simulationTools(say: Say): Promise<Tools> {
  const found = await obtainTools(simulatedClusterTools, { say });
  const absent = [...found.values()].filter((tool) => tool.path === undefined);
  if (absent.length > 0)
    throw new Error(
      `a simulated cluster needs ${absent.map((tool) => `${tool.tool} (${tool.reasons.join("; ")})`).join(", ")}. ${absent[0]?.remedy ?? ""}`,
    );
  return (tool) => found.get(tool)?.path ?? "";
}

async function kwokctl(tools: Tools, directory: string, args: string[]): Promise<void> {
  const result = await run(tools("kwokctl"), args, {
    environment: {
      ...process.env,
      // Its default is a folder in the user's home that all clusters share.
      KWOK_WORKDIR: workFolder(directory),
      PATH: [kubectlStandIn(directory), process.env["PATH"] ?? ""].join(delimiter),
    },
    timeout: 300,
  });
  if (result.status !== 0)
    throw new Error(
      `kwokctl ${args.slice(0, 2).join(" ")} failed: ${result.stderr.trim().split("\n").slice(-3).join(" / ")}`,
    );
}

/**
 * Makes a `kubectl` that always says "ok". kwokctl uses kubectl only to see that the API answers, and downloads one,
 * unverified, where there is none. {@link populate} waits for the API itself.
 * @returns the folder to put on the PATH
 */
function kubectlStandIn(directory: string): string {
  const folder = join(workFolder(directory), "stand-in");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "kubectl"), "#!/bin/sh\nprintf ok\n", { mode: 0o700 });
  return folder;
}

async function remove(tools: Tools, request: ClusterRequest, say: Say): Promise<void> {
  const { directory, name } = request;
  if (existsSync(join(workFolder(directory), "clusters", name))) {
    say(`kwokctl delete cluster --name ${name}`);
    await kwokctl(tools, directory, [
      "delete",
      "cluster",
      "--name",
      name,
      "--kubeconfig",
      resolve(kubeconfigFile(directory)),
    ]);
  }
  await endProcessesOf(workFolder(directory));
  rmSync(workFolder(directory), { recursive: true, force: true });
  rmSync(kubeconfigFile(directory), { force: true });
  removeClusterRecord(directory);
}
