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

/** Multus, the thin plugin. OVN-Kubernetes v1.3.0 and master name v4.1.3. The manifest carries `:snapshot` at every tag. */
export const multus = {
  "v4.1.3": { artifact: "multus-cni/v4.1.3", imageTag: "v4.1.3" },
  "v4.3.0": { artifact: "multus-cni/v4.3.0", imageTag: "v4.3.0" },
  /** Branch master at 95a0932 with the image that moves with it: what the talks installed. */
  master: { artifact: "multus-cni/master", imageTag: "snapshot" },
} as const;

export const multusImage = "ghcr.io/k8snetworkplumbingwg/multus-cni";

/** MultiNetworkPolicy v1beta1; the same schema as tag v1.0.1 but for `endPort`. */
export const multiNetworkPolicy = { artifact: "multi-networkpolicy/master-f1873dc" } as const;

export const ipamClaims = {
  "v0.5.1-alpha": { artifact: "ipamclaims/v0.5.1-alpha" },
  /** Prunes the status that OVN-Kubernetes writes today. */
  "v0.4.0-alpha": { artifact: "ipamclaims/v0.4.0-alpha" },
} as const;

/** AdminNetworkPolicy and BaselineAdminNetworkPolicy, as OVN-Kubernetes' own script installs them. */
export const networkPolicyApi = { artifact: "network-policy-api/v0.1.5" } as const;

export const nmstate = {
  "v0.86.0": { artifact: "kubernetes-nmstate/v0.86.0" },
  "v0.81.0": { artifact: "kubernetes-nmstate/v0.81.0" },
} as const;

/** OVN-Kubernetes v1.3.0 and master are tested with v1.8.4; the talks took what was `stable`. */
export const kubevirt = {
  "v1.8.4": { artifact: "kubevirt/v1.8.4" },
  "v1.9.0": { artifact: "kubevirt/v1.9.0" },
} as const;

export const certManager = {
  "v1.21.1": { artifact: "cert-manager/v1.21.1" },
  "v1.14.4": { artifact: "cert-manager/v1.14.4" },
} as const;

/** The repository's manifest carries the image tag `:main` at every tag. */
export const ipamExtensions = {
  "v0.6.0": { artifact: "ipam-extensions/v0.6.0", imageTag: "v0.6.0" },
  "v0.3.1": { artifact: "ipam-extensions/v0.3.1", imageTag: "v0.3.1" },
  main: { artifact: "ipam-extensions/main", imageTag: "main" },
} as const;

export const ipamExtensionsImage = "ghcr.io/kubevirt/ipam-controller";

/** Images of the scenarios' own workloads, by what they are for. */
export interface WorkloadImages {
  /** agnhost of the overlay scenarios. */
  readonly overlayServer: string;
  /** agnhost of udn-pods. */
  readonly workshopServer: string;
  /** Disk of the virtual machines of overlay-mixed and localnet. */
  readonly fedora: string;
  /** Disk of the virtual machines of udn-vms: it has iperf3 and the guest agent. */
  readonly fedoraWithTools: string;
  readonly turtleAdapter: string;
  readonly turtleDatabase: string;
}

/** One version of everything. */
export interface Versions {
  readonly ovnKubernetes: OvnKubernetesVersion;
  readonly multus: keyof typeof multus;
  readonly ipamClaims: keyof typeof ipamClaims;
  readonly nmstate: keyof typeof nmstate;
  readonly kubevirt: keyof typeof kubevirt;
  readonly certManager: keyof typeof certManager;
  readonly ipamExtensions: keyof typeof ipamExtensions;
  readonly images: WorkloadImages;
}

/** What both talks used and what is still current. */
const lastingImages = {
  fedoraWithTools: "quay.io/kubevirt/fedora-with-test-tooling-container-disk:v1.4.0",
  turtleAdapter: "ghcr.io/maiqueb/rust-turtle-viewer:main",
  turtleDatabase: "quay.io/mduarted/turtle-db",
} as const;

/** The sets that `lab:versions` chooses from. */
export const versionSets = {
  current: {
    ovnKubernetes: "v1.3.0",
    multus: "v4.1.3",
    ipamClaims: "v0.5.1-alpha",
    nmstate: "v0.86.0",
    kubevirt: "v1.8.4",
    certManager: "v1.21.1",
    ipamExtensions: "v0.6.0",
    images: {
      ...lastingImages,
      // k8s.gcr.io, which the talks used, has been frozen since 2023.
      overlayServer: "registry.k8s.io/e2e-test-images/agnhost:2.45",
      workshopServer: "registry.k8s.io/e2e-test-images/agnhost:2.45",
      // Fedora 38 is at its end of life, and so are its package servers.
      fedora: "quay.io/containerdisks/fedora:43",
    },
  },
  /** What the talks' commands install today: their pins where they had any, branches and `stable` where they had none. */
  talk: {
    ovnKubernetes: "master",
    multus: "master",
    ipamClaims: "v0.4.0-alpha",
    nmstate: "v0.81.0",
    kubevirt: "v1.9.0",
    certManager: "v1.14.4",
    ipamExtensions: "main",
    images: {
      ...lastingImages,
      overlayServer: "k8s.gcr.io/e2e-test-images/agnhost:2.36",
      workshopServer: "k8s.gcr.io/e2e-test-images/agnhost:2.45",
      fedora: "quay.io/containerdisks/fedora:38",
    },
  },
} as const satisfies Record<string, Versions>;

export type VersionSet = keyof typeof versionSets;

/** kind and a node image of that release. OVN-Kubernetes' CRDs need Kubernetes 1.33 or newer, its CNI results containerd 2. */
export const kind = {
  version: "0.32.0",
  /** The oldest kind that knows node images with Kubernetes 1.32 and newer (OVN-Kubernetes v1.3.0, contrib/kind-common.sh). */
  minimum: "0.27.0",
  nodeImage: "kindest/node:v1.35.5@sha256:ce977ae6d65918d0b58a5f8b5e940429c2ce42fa3a5619ec2bbc60b949c0ac95",
} as const;

/** What a pull-through cache of images runs. */
export const registryImage =
  "docker.io/library/registry:3.0.0@sha256:6c5666b861f3505b116bb9aa9b25175e71210414bd010d92035ff64018f9457e";

/** What a machine has to have at least, and from what on something is no longer done. */
export const machineMinimums = {
  /** Of kind 0.20 and newer. */
  docker: "20.10.0",
  /** nftables' match of a socket's control group. */
  kernel: "5.13.0",
  /** The first whose kubelet does not start with cgroup v1. */
  kubernetesWithoutCgroupV1: "1.35.0",
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
