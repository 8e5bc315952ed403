import { kindConfig, nodeSysctls } from "../../components/clusters/kind-config.ts";
import type { ClusterRequest } from "../../components/clusters/lifecycle/request.ts";
import { clusterNodes } from "../../components/clusters/nodes.ts";
import { kind as kindVersions } from "../../components/versions.ts";

/** What a stack asks of the process that makes its kind cluster, with one worker. */
export function kindRequest(name: string, directory: string, changes: Partial<ClusterRequest> = {}): ClusterRequest {
  return {
    kind: "kind",
    name,
    incarnation: "one",
    directory,
    config: kindConfig({
      workers: 1,
      podSubnets: ["10.244.0.0/16"],
      serviceSubnets: ["10.96.0.0/16"],
      nodeImage: kindVersions.nodeImage,
      etcd: "disk",
    }),
    nodes: clusterNodes(name, 1),
    sysctls: [...nodeSysctls],
    containerEngine: "docker",
    ...changes,
  };
}
