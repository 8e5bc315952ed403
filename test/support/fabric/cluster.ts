import { CoreV1Api, type KubeConfig, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { parseAllDocuments, stringify } from "yaml";
import { statusStage } from "../../../components/clusters/simulation/stage.ts";
import { ensureObject } from "../../../components/kubernetes-api/nodes.ts";
import { kwokConfig } from "../../../components/clusters/kwok-config.ts";
import { createSimulated, deleteSimulated } from "../../../components/clusters/lifecycle/simulated.ts";
import type { ClusterRequest } from "../../../components/clusters/lifecycle/request.ts";
import { kubeconfigFile } from "../../../components/clusters/stack-files.ts";
import { loadKubeConfig } from "../../../components/kubernetes-api/client.ts";
import { nodeAddress } from "./gateway.ts";

const quietly = (): void => undefined;

/** A simulated cluster for the fabric: one control plane, two workers. */
export class FabricCluster {
  readonly config: KubeConfig;
  readonly kubeconfig: string;
  readonly nodes: readonly string[];
  readonly #request: ClusterRequest;

  private constructor(request: ClusterRequest) {
    this.#request = request;
    this.kubeconfig = kubeconfigFile(request.directory);
    this.config = loadKubeConfig({ kubeconfig: this.kubeconfig });
    this.nodes = request.nodes.map(({ name }) => name);
  }

  /** @param directory for the cluster's files */
  static async create(directory: string): Promise<FabricCluster> {
    const roles = ["control-plane", "worker", "worker"] as const;
    const request: ClusterRequest = {
      kind: "simulated",
      name: "fabric",
      incarnation: "1",
      directory,
      config: fabricConfig(),
      nodes: roles.map((role, i) => ({ name: `fabric-${role}${i > 1 ? i : ""}`, role, labels: {} })),
      sysctls: [],
      containerEngine: "auto",
    };
    await createSimulated(request, quietly);
    const cluster = new FabricCluster(request);
    await Promise.all([cluster.#placeNodes(), ensureObject(cluster.config, addedContainersRun)]);
    return cluster;
  }

  async delete(): Promise<void> {
    await deleteSimulated(this.#request, quietly);
  }

  /** The nodes are where the gateway has their addresses; KWOK, which plays their kubelets, is on this machine. */
  async #placeNodes(): Promise<void> {
    const core = this.config.makeApiClient(CoreV1Api);
    for (const [i, name] of this.nodes.entries()) {
      const addresses = [
        { type: "InternalIP", address: nodeAddress(i) },
        { type: kubeletAddress, address: "127.0.0.1" },
      ];
      await core.patchNodeStatus(
        { name, body: { status: { addresses } } },
        setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
      );
    }
  }
}

/** Containers that are added to a pod run at once. */
const addedContainersRun = statusStage(
  "added-containers-run",
  { apiGroup: "v1", kind: "Pod" },
  [
    { key: ".spec.ephemeralContainers.[].name", operator: "Exists" },
    { key: ".status.ephemeralContainerStatuses.[].name", operator: "DoesNotExist" },
  ],
  `
ephemeralContainerStatuses:
{{ range .spec.ephemeralContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  restartCount: 0
  state: { running: { startedAt: {{ Now | Quote }} } }
{{ end }}
`,
);

/** The type of address under which the API server looks for kubelets. */
const kubeletAddress = "ExternalIP";

interface KwokctlConfiguration {
  readonly options: { readonly enableCRDs: string[] };
  readonly componentsPatches: readonly {
    readonly name: string;
    readonly extraArgs: { key: string; value: string }[];
  }[];
}

function fabricConfig(): string {
  const [document] = parseAllDocuments(kwokConfig({ serviceSubnets: ["10.96.0.0/16"] }));
  const config = document?.toJS() as KwokctlConfiguration;
  config.options.enableCRDs.push("Exec");
  config.componentsPatches[0]?.extraArgs.push({ key: "kubelet-preferred-address-types", value: kubeletAddress });
  return stringify(config);
}
