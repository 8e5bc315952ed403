/**
 * Every version this program uses, and the pairs that have to change together. Nothing else in the tree names a version.
 * Checksums of the files behind them are in `artifacts/catalog.json`.
 */

/** OVN-Kubernetes lines: a chart and the image built from the same branch; the image refuses a chart of another line. */
export const ovnKubernetes = {
  /** Tag v1.3.0 (5 May 2026) with the image of its branch. */
  "v1.3.0": { artifact: "ovn-kubernetes/v1.3.0", imageTag: "release-1.3" },
  /** Branch master at 8871cd9 (21 Aug 2026). The image tag moves with the branch, the chart here does not. */
  master: { artifact: "ovn-kubernetes/master-8871cd9", imageTag: "master" },
} as const;

export type OvnKubernetesVersion = keyof typeof ovnKubernetes;

export const ovnKubernetesImage = "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu";

/** The version that OVN-Kubernetes v1.3.0 and master name. The manifest carries `:snapshot` at every tag. */
export const multus = {
  artifact: "multus-cni/v4.1.3",
  image: "ghcr.io/k8snetworkplumbingwg/multus-cni",
  imageTag: "v4.1.3",
} as const;

/** MultiNetworkPolicy v1beta1; the same schema as tag v1.0.1 but for `endPort`. */
export const multiNetworkPolicy = { artifact: "multi-networkpolicy/master-f1873dc" } as const;

/** v0.4.0-alpha, which the talk used, prunes the status that OVN-Kubernetes writes today. */
export const ipamClaims = { artifact: "ipamclaims/v0.5.1-alpha" } as const;

/** k8s.gcr.io, which the talks used, has been frozen since 2023. */
export const agnhostImage = "registry.k8s.io/e2e-test-images/agnhost:2.45";

/** kind and a node image of that release. OVN-Kubernetes' CRDs need Kubernetes 1.33 or newer, its CNI results containerd 2. */
export const kind = {
  version: "0.32.0",
  /** The oldest kind that knows node images with Kubernetes 1.32 and newer (OVN-Kubernetes v1.3.0, contrib/kind-common.sh). */
  minimum: "0.27.0",
  nodeImage: "kindest/node:v1.35.5@sha256:ce977ae6d65918d0b58a5f8b5e940429c2ce42fa3a5619ec2bbc60b949c0ac95",
} as const;

/** The simulated cluster: KWOK's nodes under a real control plane. */
export const simulated = {
  kwok: "0.8.0",
  kubernetes: "1.35.4",
  etcd: "3.6.16",
  /** OVN-Kubernetes' CRDs are refused by 1.31 and 1.32 (cost limit and macros of CEL). */
  minimumKubernetes: "1.33.0",
} as const;

/**
 * SHA-256 of official release files, by `<tool>-<version>-<os>-<arch>`. The version is part of the key, so a raised version
 * without new sums reads as "no checksum", not as a wrong one. kind publishes `<file>.sha256sum` beside its files. kwok's sums
 * are those that independent packagers (AUR's kwok-bin, a Nix package, a pinned list of tools) state alike.
 */
export const releaseChecksums: Readonly<Record<string, string>> = {
  "kind-0.32.0-linux-amd64": "50030de23cf40a18505f20426f6a8506bedf13c6e509244bd1fa9463721b0f54",
  "kind-0.32.0-linux-arm64": "b92cd615e97585de8ddade28ed5cd7feb4248d717c233eea5b03c37298900f5d",
  "kind-0.32.0-darwin-amd64": "295ac6d0d634c9819c9907df45e3017d1f13166bd13c3404c45e79f7faa47498",
  "kind-0.32.0-darwin-arm64": "dca67911095a110c2b5c36e26df6cac860c602033e456c0db47be498cdef1ebb",
  "kwok-0.8.0-linux-amd64": "f5a4385a2ae1b9dd7f8acae18e002a75c0ebba124ae9d7259aa8dadb50711f46",
  "kwok-0.8.0-linux-arm64": "628f7d277860f524a2a775c217adcc58828e7b59ab0933680315784f1b8b0e37",
  "kwok-0.8.0-darwin-arm64": "69a064ec98d37844d9d742b5b28ff57825659a983ccc3e208daa6948b94d64ba",
  "kwokctl-0.8.0-linux-amd64": "d5743166c657283d6e827c7c4c20cacfd9009fd94830f06718ca7b2c7099461f",
  "kwokctl-0.8.0-linux-arm64": "5a642b27d3e975f36040d215640cd90fb4a63cb6fca0ad5865a61bcd9c81051b",
  "kwokctl-0.8.0-darwin-arm64": "9323a59adb9c27854bd2a76652ad00258bcbb68acc40aba0dc21e362b67b7d6a",
};
