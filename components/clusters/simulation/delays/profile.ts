/** A figure of the profile with where it comes from. */
export interface Sourced {
  readonly value: number;
  /** A document that states or was seen to have it; `assumed: …` where nobody measured it. */
  readonly source: string;
}

/** Where the figures that were seen come from; all of one machine with one slow core, without image pulls. */
const seen = {
  runs: "docs/real-runs.md, run 2",
  labs: "seen with real OVN-Kubernetes on real kind, one slow core, images preloaded",
} as const;

const assumed = (value: number, why: string): Sourced => ({ value, source: `assumed: ${why}` });

/** How long kind takes, with its node image at hand, until all nodes are there. Seconds. */
export const clusterCreation: Sourced = { value: 69, source: seen.runs };

/**
 * What a node pulls in a second, in MB. Each node pulls one image at a time, as kubelets do by default (serializeImagePulls), and has its own
 * link; on one machine they would share it, so pulls are told too short rather than too long.
 */
export const pullRate: Sourced = assumed(20, "a household's 200 Mbit/s, with the time for unpacking left out");

/** Sizes of images in MB, as they are pulled. The first line whose expression an image's name matches counts; the last matches all. */
export const imageSizes: readonly (readonly [image: RegExp, size: Sourced])[] = [
  [/\/ovn-kube-/, assumed(1000, "of the class of 1 GB; nobody measured it")],
  [/fedora-with-test-tooling-container-disk/, assumed(1000, "a Fedora disk with tools, the largest image of the labs")],
  [/\/containerdisks\/fedora/, assumed(500, "a Fedora cloud image")],
  [/\/virt-launcher/, assumed(250, "qemu and libvirt")],
  [/\/virt-handler/, assumed(150, "as the launcher, without qemu")],
  [/kubernetes-nmstate/, assumed(150, "nmstate on a distribution's image")],
  [/\/multus-cni/, assumed(100, "one program on a distribution's image")],
  [/.*/, assumed(50, "one program")],
];

/** Seconds from a pod's images and network being there to its being Ready, by `<namespace>/<name>`; the last line matches all. */
export const podStarts: readonly (readonly [pod: RegExp, start: Sourced])[] = [
  [
    /^ovn-kubernetes\/ovnkube-node-/,
    { value: 90, source: "its probe starts after 30 s and looks every 60 s: 1 to 2 minutes" },
  ],
  [/^ovn-kubernetes\/ovs-node-/, assumed(30, "seen 89 to 98 s while everything else started on one slow core")],
  [/^ovn-kubernetes\//, assumed(20, "seen with ovnkube-node at the same time")],
  [/^kube-system\/kube-multus-/, { value: 22, source: seen.labs }],
  [/\/app-/, { value: 60, source: `${seen.labs}: pods of user-defined networks, 55 to 65 s` }],
  [/tenant(blue|yellow)\//, { value: 40, source: `${seen.runs}: 39 to 41 s` }],
  [/data-adapter\//, assumed(40, "as the pods of overlay, which have a secondary network too")],
  [/^cert-manager\//, assumed(15, "the talk waits 60 s at most")],
  [/.*/, assumed(10, "one program")],
];

/** Seconds that controllers take with objects, by the Stage that stands for them. */
export const controllerTimes: Readonly<Record<string, Sourced>> = {
  "userdefinednetwork-created": { value: 10, source: `${seen.labs}: 7 to 17 s` },
  "clusteruserdefinednetwork-created": { value: 6, source: seen.labs },
  "nodenetworkconfigurationpolicy-available": assumed(15, "handlers that start, and one change of each node's bridge"),
};

/** Seconds that the last pods of KubeVirt take once their images are there. */
export const kubevirtStart: Sourced = assumed(
  60,
  "nobody published a time; the talk waits 300 s at most, pulls included",
);

/** Seconds from a guest's images being there to its being ready. */
export const guestStart: Sourced = assumed(40, "a Fedora guest that boots with KVM and runs cloud-init");

/** What KubeVirt's operator starts on every worker, by the last part of the images' names. */
export const kubevirtImages = ["virt-api", "virt-controller", "virt-handler"] as const;

export function firstMatch<T>(rows: readonly (readonly [RegExp, T])[], text: string): T {
  const row = rows.find(([expression]) => expression.test(text));
  if (!row) throw new Error(`no row for ${text}`);
  return row[1];
}
