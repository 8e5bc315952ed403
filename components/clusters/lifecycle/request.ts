import { createHash } from "node:crypto";
import { z } from "zod";

const node = z.object({
  name: z.string(),
  role: z.enum(["control-plane", "worker"]),
  labels: z.record(z.string(), z.string()),
  /** Of a simulated node: its subnets of the pod networks. */
  podCidrs: z.array(z.string()).optional(),
  /** Of a simulated node with delays: images that it pulls before pods ask for them, in their order. */
  pulls: z.array(z.string()).optional(),
});

const schema = z.object({
  kind: z.enum(["kind", "simulated"]),
  name: z.string(),
  /** Names this making of the cluster. */
  incarnation: z.string(),
  /** Folder of the stack's own files, relative to the project's folder. */
  directory: z.string(),
  /** Configuration for kind or kwokctl. */
  config: z.string(),
  nodes: z.array(node),
  sysctls: z.array(z.string()),
  /** Of a simulated cluster: what realistic times are multiplied with until its parts are ready; none: they are at once. */
  delays: z.number().positive().optional(),
  containerEngine: z.enum(["auto", "docker", "podman"]),
  /** Of a kind cluster: where its state is. */
  etcd: z.enum(["memory", "disk"]).optional(),
  /** Absolute paths of image archives to load into every node. */
  imageArchives: z.array(z.string()).optional(),
});

/** What a Command hands to the process that makes and removes a cluster, in the environment variable `CLUSTER_REQUEST`. */
export type ClusterRequest = z.infer<typeof schema>;

/** Tells a cluster from one of another configuration. */
export function configMark(config: string): string {
  return createHash("sha256").update(config).digest("hex").slice(0, 16);
}

export function readClusterRequest(environment: NodeJS.ProcessEnv): ClusterRequest {
  return schema.parse(JSON.parse(environment["CLUSTER_REQUEST"] ?? "null"));
}
