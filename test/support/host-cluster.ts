import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdmissionregistrationV1Api,
  ApiextensionsV1Api,
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  KubernetesObjectApi,
  RbacAuthorizationV1Api,
  type V1ObjectMeta,
} from "@kubernetes/client-node";
import { kwokConfig } from "../../components/clusters/kwok-config.ts";
import type { ClusterRequest } from "../../components/clusters/lifecycle/request.ts";
import { clusterNodes } from "../../components/clusters/nodes.ts";
import { loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { versionSets } from "../../components/versions.ts";
import { waitFor } from "../../components/wait.ts";
import { makeOrRemove } from "./engine-cluster.ts";
import { Lab, succeeded } from "./engine.ts";
import { processesThatName } from "./engine-processes.ts";

/** Names of what a cluster holds, by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** For `after`: disposes of every lab that was made, and then of the cluster that they were on, if it came to be. */
export async function disposeWith(host: HostCluster | undefined): Promise<void> {
  try {
    await Lab.disposeAll();
  } finally {
    await host?.remove();
  }
}

/** A bare simulated cluster of no stack, to be the existing cluster of some. */
export class HostCluster {
  readonly kubeconfig: string;
  readonly context: string;
  readonly #request: ClusterRequest;
  readonly #environment: NodeJS.ProcessEnv;

  /** @param environment of the process that makes it */
  constructor(name: string, environment: NodeJS.ProcessEnv) {
    const directory = mkdtempSync(join(tmpdir(), "ovn-labs-host-"));
    this.kubeconfig = join(directory, "kubeconfig");
    this.context = `kwok-${name}`;
    // A lab's folder for temporary files is gone when this cluster is removed.
    this.#environment = { ...environment, TMPDIR: undefined };
    this.#request = {
      kind: "simulated",
      name,
      directory,
      config: kwokConfig({ serviceSubnets: ["10.96.0.0/16"] }),
      nodes: clusterNodes(name, 2),
      sysctls: [],
      containerEngine: "auto",
      incarnation: "made-by-the-test",
    };
  }

  get config(): KubeConfig {
    return loadKubeConfig({ kubeconfig: this.kubeconfig, context: this.context });
  }

  /** The kubeconfig with all that it needs, as one in a node has it. */
  get inlineKubeconfig(): string {
    const inline = (key: string) => (_: string, file: string) => `${key}: ${readFileSync(file).toString("base64")}`;
    return readFileSync(this.kubeconfig, "utf8")
      .replace(/certificate-authority: (.+)/, inline("certificate-authority-data"))
      .replace(/client-certificate: (.+)/, inline("client-certificate-data"))
      .replace(/client-key: (.+)/, inline("client-key-data"));
  }

  /** Settings of a stack that uses it. */
  get settings(): Record<string, string> {
    return { cluster: "existing", kubeconfig: this.kubeconfig, context: this.context };
  }

  /** @returns what it holds by itself */
  async make(): Promise<Inventory> {
    succeeded(await makeOrRemove("create", JSON.stringify(this.#request), this.#environment));
    await this.#createCoreDns();
    // What the cluster makes by itself in the first seconds is not a stack's.
    return waitFor<Inventory>({ what: "the bare cluster to be complete", timeout: 120, interval: 0.2 }, async () => {
      const now = await this.inventory();
      const complete = ["configMaps", "serviceAccounts"].every((kind) =>
        now["namespaces"]?.every((namespace) => now[kind]?.some((name) => name.startsWith(`${namespace.slice(1)}/`))),
      );
      return complete && now["pods"]?.length === 1 ? { met: now } : { seen: JSON.stringify(now) };
    });
  }

  /**
   * Waits until the API server has every defined kind at hand, as it has where controllers watch them. A definition that is deleted before
   * anybody asked for its kind can stay for five minutes: "storage is (re)initializing" ends the API server's first try to remove it, and
   * a conflict with itself the second (apiextensions-apiserver v0.36, pkg/controller/finalizer/crd_finalizer.go).
   */
  async haveEveryKindAtHand(): Promise<void> {
    const { items } = await this.config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
    const objects = this.config.makeApiClient(CustomObjectsApi);
    for (const { spec } of items) {
      const { group, names, versions } = spec;
      for (const { name: version } of versions.filter(({ served }) => served))
        await waitFor({ what: `${names.plural}.${group} to be listed`, timeout: 60, interval: 0.2 }, async () => {
          await objects.listClusterCustomObject({ group, version, plural: names.plural, limit: 1 });
          return { met: true };
        });
    }
  }

  async remove(): Promise<void> {
    succeeded(await makeOrRemove("delete", JSON.stringify(this.#request), this.#environment));
    assert.deepEqual(await processesThatName(this.#request.directory), []);
    assert.equal(existsSync(this.#request.directory), false);
  }

  /** The platform configures it and waits for it, and a simulated cluster has none. */
  async #createCoreDns(): Promise<void> {
    const api = KubernetesObjectApi.makeApiClient(this.config);
    await api.create({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "coredns", namespace: "kube-system" },
      data: { Corefile: ".:53 {\n    forward . /etc/resolv.conf\n}\n" },
    });
    const labels = { "k8s-app": "kube-dns" };
    const image = versionSets.current.images.overlayServer;
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "coredns", namespace: "kube-system" },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: "coredns", image }] } },
      },
    };
    await api.create(deployment);
  }

  /** Names of what it holds, of each kind that a lab's platform makes. */
  async inventory(): Promise<Inventory> {
    const { config } = this;
    const core = config.makeApiClient(CoreV1Api);
    const apps = config.makeApiClient(AppsV1Api);
    const rbac = config.makeApiClient(RbacAuthorizationV1Api);
    const admission = config.makeApiClient(AdmissionregistrationV1Api);
    const lists: Record<string, Promise<{ items: { metadata?: V1ObjectMeta }[] }>> = {
      namespaces: core.listNamespace(),
      configMaps: core.listConfigMapForAllNamespaces(),
      secrets: core.listSecretForAllNamespaces(),
      serviceAccounts: core.listServiceAccountForAllNamespaces(),
      pods: core.listPodForAllNamespaces(),
      definitions: config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition(),
      daemonSets: apps.listDaemonSetForAllNamespaces(),
      deployments: apps.listDeploymentForAllNamespaces(),
      roles: rbac.listRoleForAllNamespaces(),
      roleBindings: rbac.listRoleBindingForAllNamespaces(),
      clusterRoles: rbac.listClusterRole(),
      clusterRoleBindings: rbac.listClusterRoleBinding(),
      webhooks: admission.listValidatingWebhookConfiguration(),
      policies: admission.listValidatingAdmissionPolicy(),
    };
    const named = Object.entries(lists).map(async ([kind, list]) => {
      const names = (await list).items.map(({ metadata }) => [metadata?.namespace, metadata?.name].join("/"));
      return [kind, names.toSorted()] as const;
    });
    return Object.fromEntries(await Promise.all(named));
  }
}
