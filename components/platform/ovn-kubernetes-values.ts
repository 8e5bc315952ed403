import { type ImageSource, located } from "../artifacts/index.ts";
import { type Cidr, nodeSubnetLength } from "../settings/cidr.ts";
import { defaultMtu } from "../settings/setting-definitions.ts";
import { ovnKubernetes, ovnKubernetesImage, type OvnKubernetesVersion } from "../versions.ts";

export interface OvnKubernetesOptions {
  readonly version: OvnKubernetesVersion;
  /** URL at which the nodes reach the API server. */
  readonly apiServer: string;
  readonly podSubnets: readonly Cidr[];
  readonly serviceSubnets: readonly Cidr[];
  readonly images?: ImageSource;
  /** Of pods' networks, in bytes; default 1400. */
  readonly mtu?: number;
  /** Interface of every node that the gateway bridge is made of, or an Open vSwitch bridge; default: the one with the default route. */
  readonly gatewayInterface?: string | undefined;
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
    mtu: options.mtu ?? defaultMtu,
    global: {
      skipCallToK8s: true,
      image: imageValues(ovnKubernetesImageOf(options.version, options.images ?? {})),
      enableMultiNetwork: true,
      enableNetworkSegmentation: true,
      ...(options.gatewayInterface === undefined
        ? {}
        : { gatewayOpts: `--gateway-interface=${options.gatewayInterface}` }),
    },
  };
}

/** OVN-Kubernetes' image, which has everything of it. */
export function ovnKubernetesImageOf(version: OvnKubernetesVersion, images: ImageSource): string {
  return located(`${ovnKubernetesImage}:${ovnKubernetes[version].imageTag}`, images);
}

/** The chart puts a colon between the two, so a digest goes with the tag. */
function imageValues(image: string): { repository: string; tag: string } {
  const [name = "", digest] = image.split("@");
  const at = name.lastIndexOf(":");
  return { repository: name.slice(0, at), tag: name.slice(at + 1) + (digest === undefined ? "" : `@${digest}`) };
}
