import { readFileSync } from "node:fs";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ApiAccess, loadKubeConfig } from "../kubernetes-api/client.ts";
import { probeApi } from "../kubernetes-api/readiness.ts";
import { changeSetting, SettingsError } from "../settings/settings-error.ts";
import type { ExistingSettings } from "../settings/settings.ts";
import type { Cluster } from "./cluster.ts";
import { clusterProvider } from "./kubernetes-provider.ts";
import { requireRoom } from "./require-room.ts";
import type { Intention } from "./room.ts";

export interface ExistingClusterArgs {
  readonly settings: ExistingSettings;
  readonly facts: ExistingClusterFacts;
  /** Name of the stack. */
  readonly owner: string;
  /** Seconds that the deletion of an object may take. */
  readonly deletionTimeout: number;
}

/** What a kubeconfig tells of a cluster. */
export interface ExistingClusterFacts {
  readonly kubeconfig: string;
  /** The server's URL as the kubeconfig has it. */
  readonly server: string;
}

/**
 * Reads the kubeconfig of an existing cluster, asks its API whether it is there, and whether there is room for what is to be made.
 * @throws SettingsError that names file, context and reason, or what is in the way, before anything is created
 */
export async function readExistingCluster(
  settings: ExistingSettings,
  intention: Intention,
): Promise<ExistingClusterFacts> {
  const facts = await readFacts(settings, intention.stack);
  await requireRoom({ kubeconfig: settings.kubeconfig, context: settings.context }, intention);
  return facts;
}

async function readFacts(settings: ExistingSettings, stack: string): Promise<ExistingClusterFacts> {
  const { kubeconfig, context } = settings;
  try {
    const server = loadKubeConfig(settings).getCurrentCluster()?.server;
    if (!server) throw new Error(`the context ${context} of ${kubeconfig} names no cluster`);
    const answer = await probeApi({ kubeconfig, context });
    if ("reason" in answer)
      throw new Error(`the API server ${server} of context ${context} does not answer: ${answer.reason}`);
    return { kubeconfig: readFileSync(kubeconfig, "utf8"), server };
  } catch (error) {
    throw new SettingsError([
      `the existing cluster cannot be used: ${(error as Error).message}`,
      `Check lab:kubeconfig and lab:context: kubectl --kubeconfig ${kubeconfig} --context ${context} get nodes should answer. ` +
        changeSetting(stack),
    ]);
  }
}

/** Stands for the facts of a cluster in a plan, which looks at none. */
export function unseenCluster({ kubeconfig, context, apiServer }: ExistingSettings): ExistingClusterFacts {
  return { kubeconfig, server: apiServer ?? `https://server-of-context-${context}:6443` };
}

/** A cluster that is there already and stays. */
export class ExistingCluster extends pulumi.ComponentResource implements Cluster {
  readonly kind = "existing";
  readonly name: string;
  readonly provider: k8s.Provider;
  readonly access: ApiAccess;
  readonly kubeconfig: pulumi.Output<string>;
  readonly apiServer: string;
  readonly incarnation: string;
  readonly owner: string;
  readonly deletionTimeout: number;
  readonly carriesPackets = true;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:ExistingCluster", name, {}, opts);
    const { settings, facts } = args;
    this.name = settings.context;
    this.owner = args.owner;
    this.deletionTimeout = args.deletionTimeout;
    this.access = { kubeconfig: settings.kubeconfig, context: settings.context };
    this.kubeconfig = pulumi.secret(facts.kubeconfig);
    this.apiServer = settings.apiServer ?? facts.server;
    this.incarnation = facts.server;
    this.provider = clusterProvider(
      `${name}-api`,
      { kubeconfig: settings.kubeconfig, context: settings.context, clusterIdentifier: facts.server, own: false },
      { parent: this },
    );
    this.registerOutputs({ kubeconfig: this.kubeconfig });
  }
}
