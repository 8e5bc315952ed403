import { mirrored } from "../artifacts/index.ts";
import { type Cidr, nodeSubnetLength } from "../settings/cidr.ts";
import { ovnKubernetes, ovnKubernetesImage, type OvnKubernetesVersion } from "../versions.ts";

export interface OvnKubernetesOptions {
  readonly version: OvnKubernetesVersion;
  /** URL at which the nodes reach the API server. */
  readonly apiServer: string;
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
  readonly imageMirror?: string | undefined;
}

/** The values file that the program's values are laid over: one OVN zone a node, the only mode left on master. */
export const valuesFile = "values-single-node-zone.yaml";

/**
 * Helm values of the DevConf.CZ talk. Its `ovnkube-identity.replicas` is left out: the part has been a DaemonSet since v1.1.0.
 */
export function ovnKubernetesValues(options: OvnKubernetesOptions) {
  return {
    k8sAPIServer: options.apiServer,
    podNetwork: options.podSubnets.map((subnet) => `${subnet}/${nodeSubnetLength(subnet)}`).join(","),
    serviceNetwork: options.serviceSubnets.join(","),
    // Both places are read, each by another template. Otherwise the chart looks its own namespaces up, finds them on the
    // second run, leaves them out, and Pulumi plans to delete them.
    skipCallToK8s: true,
    global: {
      skipCallToK8s: true,
      image: {
        repository: mirrored(ovnKubernetesImage, options.imageMirror),
        tag: ovnKubernetes[options.version].imageTag,
      },
      enableMultiNetwork: true,
      enableNetworkSegmentation: true,
    },
  };
}
