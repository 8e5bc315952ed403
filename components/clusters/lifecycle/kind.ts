import { rmSync } from "node:fs";
import { loadKubeConfig } from "../../kubernetes-api/client.ts";
import { clusterUid } from "../../kubernetes-api/identity.ts";
import { labelNode } from "../../kubernetes-api/nodes.ts";
import { run, type RunResult } from "../../processes.ts";
import { obtainTool } from "../../tools/index.ts";
import { type ClusterRecord, readClusterRecord, removeClusterRecord, writeClusterRecord } from "../cluster-record.ts";
import { loadArchives } from "../../images/lifecycle/load-archives.ts";
import { type ContainerEngine, kindContainers, requireEngine, succeed } from "../container-engine.ts";
import { kubeconfigFile, stackOf } from "../stack-files.ts";
import { foreignCluster, owns } from "../ownership.ts";
import { completeNote, networkNote, removeNotedNetwork, whileNetworkIsDecided } from "./kind-network.ts";
import { type ClusterRequest, configMark } from "./request.ts";

type Say = (line: string) => void;

/**
 * Makes the stack's kind cluster, or brings one it made already to the wanted state. What an interrupted run left is
 * removed first; after a failure nothing is left.
 * @throws Error if a cluster of that name is not this stack's, if no engine answers, or if kind fails
 */
export async function createKind(request: ClusterRequest, say: Say): Promise<void> {
  const { name, directory } = request;
  const tools = await kindTools(request, say);
  const containers = await kindContainers(tools.engine, name);
  const record = readClusterRecord(directory);
  if (containers.length > 0) {
    if (!owns(record, name, containers)) throw new Error(foreignCluster(name, stackOf(directory)));
    if (record?.phase === "ready" && record.incarnation === request.incarnation) {
      say(`kind cluster ${name} is there already`);
      return configureNodes(request, tools.engine, say);
    }
    say(`removing what an earlier run left of kind cluster ${name}`);
    await deleteCluster(tools, request);
  }
  const draft = await begin(request, tools.engine, say);
  try {
    say(`kind create cluster --name ${name}`);
    const made = await kind(
      tools,
      ["create", "cluster", "--name", name, "--config", "-", "--kubeconfig", kubeconfigFile(directory)],
      {
        input: request.config,
        say,
      },
    );
    if (made.status !== 0) throw new Error(creationFailed(name, lastWords(made)));
    await configureNodes(request, tools.engine, say);
    const ids = (await kindContainers(tools.engine, name)).map((container) => container.id);
    const network = await completeNote(draft).catch(() => draft.network);
    const found = await clusterUid({ kubeconfig: kubeconfigFile(directory) });
    const uid = "uid" in found ? { uid: found.uid } : {};
    writeClusterRecord(directory, { ...draft, phase: "ready", containers: ids, network, ...uid });
  } catch (error) {
    // The record stays as long as the containers do: the next run knows by it whose they are.
    const gone = await deleteCluster(tools, request).then(
      () => true,
      (problem: unknown) => say(problem instanceof Error ? problem.message : String(problem)),
    );
    if (gone) await forget(directory, say);
    throw error;
  }
}

/** @param words kind's own */
export function creationFailed(name: string, words: string): string {
  return (
    `kind create cluster --name ${name} failed: ${words}\n` +
    "npm run doctor tells what this machine may lack for it; npm run up tries again"
  );
}

/** Writes the record of a creation before anything is made. */
async function begin(request: ClusterRequest, engine: ContainerEngine, say: Say): Promise<ClusterRecord> {
  const { name, incarnation, directory } = request;
  return whileNetworkIsDecided(async () => {
    const network = await networkNote(engine, directory).catch((problem: unknown) => {
      say(`the network of kind's nodes will stay: ${String(problem)}`);
      return undefined;
    });
    const createdAt = new Date().toISOString();
    const record: ClusterRecord = {
      kind: "kind",
      name,
      incarnation,
      phase: "creating",
      createdAt,
      containers: [],
      configMark: configMark(request.config),
      etcd: request.etcd,
      network,
    };
    writeClusterRecord(directory, record);
    return record;
  });
}

/** Removes the stack's kind cluster. One that is gone already is fine; one that is not this stack's is left alone. */
export async function deleteKind(request: ClusterRequest, say: Say): Promise<void> {
  const tools = await kindTools(request, say);
  const containers = await kindContainers(tools.engine, request.name);
  if (containers.length > 0 && !owns(readClusterRecord(request.directory), request.name, containers)) {
    say(`kind cluster ${request.name} is not the one this stack made: it is left alone`);
    return;
  }
  if (containers.length > 0) await deleteCluster(tools, request);
  await forget(request.directory, say);
}

interface KindTools {
  readonly kind: string;
  readonly engine: ContainerEngine;
}

async function kindTools(request: ClusterRequest, say: Say): Promise<KindTools> {
  const engine = await requireEngine(request.containerEngine);
  const tool = await obtainTool("kind", { say });
  if (tool.path === undefined) throw new Error(`kind is not to be had: ${tool.reasons.join("; ")}. ${tool.remedy}`);
  return { kind: tool.path, engine };
}

/** Does what kind's own configuration cannot: kernel settings in the nodes, labels a kubelet may not give itself, images from archives. */
async function configureNodes(request: ClusterRequest, engine: ContainerEngine, say: Say): Promise<void> {
  const names = request.nodes.map((node) => node.name);
  await loadArchives(engine, names, request.imageArchives ?? [], say);
  const config = loadKubeConfig({ kubeconfig: kubeconfigFile(request.directory) });
  await Promise.all(
    request.nodes.map(async (node) => {
      await succeed(engine, ["exec", node.name, "sysctl", "-w", ...request.sysctls]);
      await labelNode(config, node.name, node.labels);
    }),
  );
}

async function deleteCluster(tools: KindTools, request: ClusterRequest): Promise<void> {
  const gone = await kind(tools, [
    "delete",
    "cluster",
    "--name",
    request.name,
    "--kubeconfig",
    kubeconfigFile(request.directory),
  ]);
  if (gone.status !== 0) throw new Error(`kind delete cluster --name ${request.name} failed: ${lastWords(gone)}`);
}

function kind(tools: KindTools, args: string[], options: { input?: string; say?: Say } = {}): Promise<RunResult> {
  return run(tools.kind, args, {
    environment: { ...process.env, KIND_EXPERIMENTAL_PROVIDER: tools.engine },
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.say ? { onLine: options.say } : {}),
  });
}

function lastWords(result: RunResult): string {
  return result.stderr.trim().split("\n").slice(-3).join(" / ");
}

/** Removes what a cluster that is gone leaves: its network, if it brought it, and the stack's files of it. */
async function forget(directory: string, say: Say): Promise<void> {
  const record = readClusterRecord(directory);
  await whileNetworkIsDecided(async () => {
    if (record) await removeNotedNetwork(record, directory, say);
    rmSync(kubeconfigFile(directory), { force: true });
    removeClusterRecord(directory);
  });
}
