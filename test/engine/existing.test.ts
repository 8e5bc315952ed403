import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdmissionregistrationV1Api,
  ApiextensionsV1Api,
  AppsV1Api,
  CoreV1Api,
  KubernetesObjectApi,
  RbacAuthorizationV1Api,
  type V1ObjectMeta,
} from "@kubernetes/client-node";
import { kwokConfig } from "../../components/clusters/kwok-config.ts";
import type { ClusterRequest } from "../../components/clusters/lifecycle/request.ts";
import { clusterNodes } from "../../components/clusters/nodes.ts";
import { loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import type { RunResult } from "../../components/processes.ts";
import { waitFor } from "../../components/wait.ts";
import { versionSets } from "../../components/versions.ts";
import { Lab, readText, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { processesThatName } from "../support/engine-processes.ts";
import { closedPort } from "../support/ports.ts";
import { makeOrRemove } from "../support/engine-cluster.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const cluster = "there-already";
const context = `kwok-${cluster}`;

/** Seconds that a check attempts, and as many for everything before it on a loaded machine. */
const upTimeout = 600_000;

describe("an existing cluster, for which a bare simulated one stands in", function () {
  this.timeout(300_000);
  let lab: Lab;
  let upstream: Upstream;
  let kubeconfig: string;
  let untouched: Record<string, string[]>;
  let up: Promise<RunResult>;
  const hosts: ClusterRequest[] = [];

  // Its folder for temporary files is not the lab's, which is gone when the cluster is removed.
  const lifecycle = (action: "create" | "delete", request: ClusterRequest): Promise<RunResult> =>
    makeOrRemove(action, JSON.stringify(request), lab.environment({ TMPDIR: undefined }));

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("exist");
    const directory = mkdtempSync(join(tmpdir(), "ovn-labs-host-"));
    kubeconfig = join(directory, "kubeconfig");
    const host: ClusterRequest = {
      kind: "simulated",
      name: cluster,
      directory,
      config: kwokConfig({ serviceSubnets: ["10.96.0.0/16"] }),
      nodes: clusterNodes(cluster, 2),
      sysctls: [],
      containerEngine: "auto",
      incarnation: "made-by-the-test",
    };
    hosts.push(host);
    succeeded(await lifecycle("create", host));
    await createCoreDns();
    // What the cluster makes by itself in the first seconds is not the stack's.
    untouched = await waitFor<Record<string, string[]>>(
      { what: "the bare cluster to be complete", timeout: 120, interval: 0.2 },
      async () => {
        const now = await everything();
        const complete = ["configMaps", "serviceAccounts"].every((kind) =>
          now["namespaces"]?.every((namespace) => now[kind]?.some((name) => name.startsWith(`${namespace.slice(1)}/`))),
        );
        return complete && now["pods"]?.length === 1 ? { met: now } : { seen: JSON.stringify(now) };
      },
    );
  });

  after(async () => {
    try {
      await Lab.disposeAll();
    } finally {
      for (const host of hosts) {
        succeeded(await lifecycle("delete", host));
        assert.deepEqual(await processesThatName(host.directory), []);
        assert.equal(existsSync(host.directory), false);
      }
    }
  });

  /** The platform waits for it, and a simulated cluster has none. */
  async function createCoreDns(): Promise<void> {
    const labels = { "k8s-app": "kube-dns" };
    const api = KubernetesObjectApi.makeApiClient(loadKubeConfig({ kubeconfig, context }));
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "coredns", namespace: "kube-system" },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: "coredns", image: versionSets.current.images.overlayServer }] },
        },
      },
    };
    await api.create(deployment);
  }

  /** Names of what the cluster holds, of each kind that the lab makes. */
  async function everything(): Promise<Record<string, string[]>> {
    const config = loadKubeConfig({ kubeconfig, context });
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

  it("up begins to install everything on it", async () => {
    await lab.init({ ...simulatedSettings(upstream), scenario: "overlay", cluster: "existing", kubeconfig, context });
    up = lab.pulumi(["up", "--yes", "--skip-preview"]);
  });

  // These run while the first stack's checks are tried, which takes a minute and a half.
  const refusals: [string, () => Promise<Record<string, string>>, string[]][] = [
    [
      "an unreachable existing cluster is refused with its address",
      async () => {
        const server = `https://127.0.0.1:${await closedPort()}`;
        return { kubeconfig: changedKubeconfig(server), context };
      },
      [
        "the existing cluster cannot be used",
        `the API server https://127.0.0.1:`,
        "does not answer",
        "ECONNREFUSED",
        "Check lab:kubeconfig",
      ],
    ],
    [
      "a context that the kubeconfig does not have is refused with those it has",
      () => Promise.resolve({ kubeconfig, context: "elsewhere" }),
      ["has no context elsewhere", `it has ${context}`, "Check lab:kubeconfig and lab:context"],
    ],
    [
      "a kubeconfig that is not there is refused with its path",
      () => Promise.resolve({ kubeconfig: join(lab.temporary, "nothing"), context }),
      ["nothing cannot be read", "Check lab:kubeconfig"],
    ],
  ];
  for (const [title, settings, parts] of refusals)
    it(title, async () => {
      const other = await Lab.make("refuse");
      try {
        await other.init({
          ...simulatedSettings(upstream),
          scenario: "overlay",
          cluster: "existing",
          ...(await settings()),
        });
        const result = await other.pulumi(["up", "--yes", "--skip-preview"]);
        assert.notEqual(result.status, 0);
        for (const part of parts) assert.ok(said(result).includes(part), `${part} in:\n${said(result)}`);
        assert.doesNotMatch(said(result), /^\s+at .*:\d+:\d+\)?$/m, "a stack trace");
        assert.deepEqual(await other.made(), []);
      } finally {
        await other.dispose();
      }
    });

  it("up fails, for on these nodes no check can pass, and no verdict says so", async function () {
    this.timeout(upTimeout);
    const result = await up;
    assert.notEqual(result.status, 0);
    for (const id of ["O1", "O2"])
      assert.match(said(result), new RegExp(`${id} not run: .*no annotation k8s.v1.cni.cncf.io/network-status`));
    assert.doesNotMatch(said(result), /O[12] passed/);
    const { checks } = await lab.outputs<{ checks?: { verdict: string }[] }>();
    assert.deepEqual(checks ?? [], []);
    const now = await everything();
    assert.ok(now["namespaces"]?.includes("/tenantblue"));
    assert.ok(now["daemonSets"]?.includes("ovn-kubernetes/ovnkube-node"));
    assert.equal(existsSync(lab.directory), false, "an existing cluster has no files of the stack");
  });

  it("destroy removes every object it made, and the cluster runs on", async () => {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await everything(), untouched);
    assert.ok("version" in (await probeApi({ kubeconfig, context })));
    assert.deepEqual(readdirSync(lab.home), []);
    assert.equal(existsSync(lab.settingsFile), false);
  });

  function changedKubeconfig(server: string): string {
    const file = join(lab.temporary, "changed-kubeconfig");
    writeFileSync(file, readText(kubeconfig).replace(/https:\/\/127\.0\.0\.1:\d+/, server));
    return file;
  }
});
