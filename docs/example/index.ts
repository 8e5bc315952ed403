import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  KubernetesObject,
  Multus,
  networkAttachmentDefinition,
  NetworkDefinitions,
  OvnKubernetes,
  readManifest,
  resolveArtifact,
  versions,
} from "../../components/index.ts";

const config = new pulumi.Config();
const folder = config.get("artifacts") || undefined;
const file = async (set: string, name: string) => readManifest(join(await resolveArtifact(set, { folder }), name));
/** Seconds that each part may take. */
const timeout = 600;

const provider = new k8s.Provider("cluster", { kubeconfig: config.require("kubeconfig") });
const multusVersion = versions.multus["v4.1.3"];
const multusManifest = await file(multusVersion.artifact, "multus-daemonset.yml");

// OVN-Kubernetes gives up a minute after its start if these kinds are not there.
const definitions = new NetworkDefinitions(
  "network-definitions",
  {
    manifests: [
      ...multusManifest,
      ...(await file(versions.multiNetworkPolicy.artifact, "scheme.yml")),
      ...(await file(versions.ipamClaims["v0.5.1-alpha"].artifact, "k8s.cni.cncf.io_ipamclaims.yaml")),
    ],
    timeout,
  },
  { provider },
);

const ovnKubernetes = new OvnKubernetes(
  "ovn-kubernetes",
  {
    chart: join(await resolveArtifact(versions.ovnKubernetes["v1.3.0"].artifact, { folder }), "helm", "ovn-kubernetes"),
    version: "v1.3.0",
    apiServer: config.require("apiServer"),
    podSubnets: ["10.244.0.0/16"],
    serviceSubnets: ["10.96.0.0/16"],
    timeout,
  },
  { provider, dependsOn: definitions },
);

new Multus(
  "multus",
  { manifests: multusManifest, imageTag: multusVersion.imageTag, images: {}, timeout, podsNeed: [ovnKubernetes] },
  { provider },
);

const namespace = new k8s.core.v1.Namespace("blue", { metadata: { name: "blue" } }, { provider });
const network = new KubernetesObject(
  "blue-network",
  networkAttachmentDefinition({
    topology: "layer2",
    namespace: "blue",
    name: "shared-net",
    network: "blue-network",
    subnets: "192.168.200.0/24",
  }),
  { provider, dependsOn: [namespace, definitions] },
);

/** What a pod's annotation `k8s.v1.cni.cncf.io/networks` names. */
export const attachment = pulumi.interpolate`blue/${network.metadata.name}`;
