import { stringify } from "yaml";
import { kwokConfig } from "../../components/clusters/kwok-config.ts";
import type { ClusterRequest } from "../../components/clusters/lifecycle/request.ts";

/** Commands in any container run on this host: a real API server, a real kubelet protocol and a real curl. */
const commandsRunHere = {
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "ClusterExec",
  metadata: { name: "here" },
  spec: { execs: [{ local: {} }] },
};

/** A simulated cluster with one node, whose containers are this host. */
export function execCluster(directory: string): ClusterRequest {
  return {
    kind: "simulated",
    name: "exec",
    incarnation: "1",
    directory,
    config: `${kwokConfig({ serviceSubnets: ["10.96.0.0/16"] })}---\n${stringify(commandsRunHere)}`,
    nodes: [{ name: "exec-worker", role: "worker", labels: {} }],
    sysctls: [],
    containerEngine: "auto",
  };
}
