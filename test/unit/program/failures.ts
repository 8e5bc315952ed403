import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import { readExistingCluster } from "../../../components/clusters/existing-cluster.ts";
import type { ClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { creationFailed } from "../../../components/clusters/lifecycle/kind.ts";
import { emptiedSentence, lostSentence } from "../../../components/clusters/lost-cluster.ts";
import { requireMeans } from "../../../components/clusters/means.ts";
import { nodeNetworkProblems } from "../../../components/clusters/node-network.ts";
import { foreignCluster } from "../../../components/clusters/ownership.ts";
import { namespaceName } from "../../../components/clusters/part-evidence.ts";
import { roomProblems } from "../../../components/clusters/room.ts";
import { hostRefusal, portConflicts, vlanConflicts } from "../../../components/host/conflicts.ts";
import { describePulls } from "../../../components/images/lifecycle/pull-images.ts";
import type { MachineFacts } from "../../../components/machine/facts.ts";
import { lineOf, requireGoodMachine } from "../../../components/machine/preflight.ts";
import { locatePulumi } from "../../../components/tools/pulumi-cli.ts";
import { readArguments } from "../../../stacks/commands/arguments.ts";
import { requirePulumi } from "../../../stacks/commands/lifecycle.ts";
import { describeHeld, heldAdvice } from "../../../stacks/commands/recovery/held-objects.ts";
import { complaints, factsOf, needsOf } from "../machine/support.ts";
import { settingsOf } from "../settings/support.ts";
import { withPath } from "../support.ts";
import { catalogOf, unreachable } from "../artifacts/support.ts";
import { failedCheck, notReady } from "./failures-of-clusters.ts";

/** A likely failure: the message that the program has for it, made by the code that makes it for users. */
export interface Failure {
  readonly message: () => string | Promise<string>;
  /** The command or the setting that the message names. */
  readonly next: string;
}

/** What a call refuses. */
async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "labs-failures-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the look at a machine says of one thing. */
async function finding(
  machine: string | MachineFacts,
  scenario: string,
  what: string,
  settings: Record<string, string> = {},
): Promise<string> {
  const found = (await complaints(machine, scenario, settings)).find((one) => one.what === what);
  return found ? lineOf(found) : "";
}

const record: ClusterRecord = {
  kind: "kind",
  name: "ovn-overlay",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: "2026-11-22T12:00:00.000Z",
  containers: ["c"],
};
const stopped = { engine: "docker", running: [], stopped: ["ovn-overlay-control-plane"] } as const;
const files = catalogOf({ "chart/Chart.yaml": "name: demo\n" });
const intention = { stack: "overlay", claims: [namespaceName("tenantblue")], parts: ["multus"] } as const;
const kvmAbsent = factsOf("ubuntu-24.04-docker-28", { kvm: "absent" });
const vlan = { interface: "lab-1.123", vlanId: 123, address: "192.168.200.1/24" };
const link = { name: "lab-2.123", up: true, addresses: [], kind: "vlan", parent: "br-kind", vlanId: 123 };
const engine = { engine: "docker", version: "28.3.2" } as const;

/** Where one likely failure has several messages, each is here. */
export const failures: Readonly<Record<string, Failure>> = {
  "a machine that cannot run the lab": {
    message: async () => {
      const facts = () => Promise.resolve(factsOf("no-modules"));
      const needs = await needsOf("overlay");
      const preflight = { stack: "overlay", needs, mode: "enforce", warn: () => undefined, read: facts } as const;
      return refusal(() => requireGoodMachine(engine, preflight));
    },
    next: "npm run doctor",
  },
  "inotify limits": { message: () => finding("low-inotify", "overlay", "inotify limits"), next: "sudo sysctl" },
  "kernel modules": {
    message: () => finding("no-modules", "udn-pods", "kernel module vrf"),
    next: "linux-modules-extra-$(uname -r)",
  },
  "cgroup v1": { message: () => finding("cgroup-v1", "overlay", "control groups"), next: "sudo update-grub" },
  "no IPv6 in the kernel": {
    message: () => finding("ipv6-not-in-kernel", "overlay", "IPv6"),
    next: "sudo update-grub",
  },
  "IPv6 that is disabled": { message: () => finding("ipv6-disabled", "overlay", "IPv6"), next: "sudo sysctl" },
  "no container engine": {
    message: () =>
      inFolder(async (folder) => {
        const { cluster } = settingsOf({ containerEngine: "docker" });
        if (cluster.kind !== "kind") throw new Error("not a kind cluster");
        let said = "";
        await withPath(folder, async () => {
          said = await refusal(() => requireMeans(cluster, join(".stacks", "overlay"), {}));
        });
        return said;
      }),
    next: "pulumi config set lab:cluster simulated --stack overlay",
  },
  memory: { message: () => finding("tiny-server", "udn-vms", "memory"), next: "ps -eo rss,comm" },
  disk: { message: () => finding("tiny-server", "udn-vms", "disk"), next: "docker system prune" },
  "no KVM": { message: () => finding(kvmAbsent, "udn-vms", "/dev/kvm"), next: "-c readinessTimeout=3600" },
  "no KVM, and no emulation": {
    message: () => finding(kvmAbsent, "udn-vms", "/dev/kvm", { emulation: "off" }),
    next: "-c emulation=auto",
  },
  "a route that is in the way": {
    message: () => finding("vpn-subnet-clash", "overlay", "routes of this machine"),
    next: "-c podSubnet=<range>",
  },
  "an engine's network that is in the way": {
    message: () =>
      nodeNetworkProblems(
        { engine: "docker", name: "kind", subnets: ["10.96.0.0/12"] },
        { podSubnets: ["10.244.0.0/16"], serviceSubnets: ["10.96.0.0/16"] },
        {},
      ).join("\n"),
    next: "-c serviceSubnet=<range>",
  },
  "a setting that is wrong": {
    message: () => refusal(() => settingsOf({ workers: "many" })),
    next: "pulumi config set lab:<name> <value> --stack overlay",
  },
  "a setting that there is not": {
    message: () => refusal(() => settingsOf({ worker: "1" })),
    next: "pulumi config set lab:<name> <value> --stack overlay",
  },
  "a scenario that there is not": {
    message: () => refusal(() => readArguments(["overlays"])),
    next: "npm run plan -- overlay",
  },
  "somebody else's kind cluster": {
    message: () => foreignCluster("ovn-overlay", "overlay"),
    next: "pulumi config set lab:clusterName <name> --stack overlay",
  },
  "a VLAN that is taken": {
    message: () =>
      hostRefusal(vlanConflicts(vlan, [{ ...link, alias: "of stack other" }], "br-kind"), "localnet")[1] ?? "",
    next: "lab:vlanId",
  },
  "a port that is taken": {
    message: () =>
      hostRefusal(portConflicts(5432, [], [{ address: "*", port: 5432, who: "postgres (77)" }]), "localnet")
        .slice(1)
        .join("\n"),
    next: "pulumi config set lab:<name> <value> --stack localnet",
  },
  "no Pulumi": {
    message: () =>
      inFolder(async (folder) => {
        const absent = await locatePulumi({ environment: { PATH: folder }, projectDirectory: folder });
        if (absent.path !== undefined) throw new Error("there is a Pulumi");
        const lacking = { what: "Pulumi CLI", problem: absent.reasons.join("; "), remedy: absent.remedy };
        return refusal(() => requirePulumi({ pulumi: undefined, engine: [lacking], kind: [], simulated: [] }));
      }),
    next: "npx pulumi version",
  },
  "a file that cannot be fetched": {
    message: () =>
      inFolder(async (cache) =>
        refusal(async () => resolveArtifact("demo/v1", { cache, catalog: files, baseUrl: await unreachable() })),
      ),
    next: "lab:artifacts",
  },
  "a file with another checksum": {
    message: () =>
      inFolder((folder) => {
        mkdirSync(join(folder, "demo/v1/chart"), { recursive: true });
        writeFileSync(join(folder, "demo/v1/chart/Chart.yaml"), "name: other\n");
        return refusal(() => resolveArtifact("demo/v1", { folder, catalog: files }));
      }),
    next: "lab:artifacts",
  },
  "an existing cluster that is not to be had": {
    message: () => {
      const cluster = {
        kind: "existing",
        kubeconfig: "/no/such/kubeconfig",
        context: "prod",
        gatewayInterface: undefined,
        podSubnets: [],
        serviceSubnets: [],
      } as const;
      return refusal(() => readExistingCluster({ ...cluster, apiServer: undefined }, { ...intention, present: [] }));
    },
    next: "kubectl --kubeconfig /no/such/kubeconfig --context prod get nodes",
  },
  "a part that is said to be there": {
    message: () => roomProblems({ ...intention, present: ["multus"] }, () => undefined).join("\n"),
    next: "pulumi config set lab:platform install --stack overlay",
  },
  "a namespace of somebody else": {
    message: () =>
      roomProblems({ ...intention, present: [] }, ({ name }) =>
        name === "tenantblue" ? { owner: undefined } : undefined,
      ).join("\n"),
    next: "pulumi config set lab:namePrefix <prefix> --stack overlay",
  },
  "kind that fails": {
    message: () => creationFailed("ovn-overlay", "ERROR: failed to create cluster: could not find a log line"),
    next: "npm run doctor",
  },
  "a cluster that is stopped": {
    message: () => lostSentence({ ...record, etcd: "memory" }, "", stopped),
    next: "npm run up",
  },
  "a cluster that is stopped, with its state on disk": {
    message: () => lostSentence({ ...record, etcd: "disk" }, "", stopped),
    next: "docker start ovn-overlay-control-plane",
  },
  "a cluster that was restarted": { message: () => emptiedSentence({ ...record, etcd: "memory" }), next: "npm run up" },
  "a cluster that is gone": { message: () => lostSentence(record, "connect ECONNREFUSED"), next: "npm run up" },
  "an image that cannot be pulled": { message: () => notReady("image"), next: "lab:imageMirror" },
  "an image that cannot be pulled ahead": {
    message: () =>
      describePulls([
        {
          node: "ovn-overlay-worker",
          image: "quay.io/kubevirt/virt-api:v1.8.4",
          outcome: "failed",
          reason: "not found",
        },
      ]).join("\n"),
    next: "lab:imageMirror",
  },
  "a part that is not ready in time": { message: () => notReady("pending"), next: "-c readinessTimeout=<seconds>" },
  "a webhook that is not ready": { message: () => notReady("webhook"), next: "describe pods -n cert-manager" },
  "an object that is held": {
    message: () => {
      const metadata = {
        name: "tenantblue",
        deletionTimestamp: "2026-11-26T07:00:00Z",
        finalizers: ["example.org/held"],
      };
      return [describeHeld({ kind: "Namespace", metadata }), heldAdvice({ kubeconfig: "lab.conf" })].join("\n");
    },
    next: "kubectl --kubeconfig lab.conf patch",
  },
  "a check that fails": { message: () => failedCheck("O1", "failed"), next: ".stacks/overlay/bundles/O1/README.txt" },
  "a pod without a primary network": {
    message: () => failedCheck("P01", "no primary network"),
    next: "kubectl get namespace",
  },
  "a name outside that is not resolved": {
    message: () => failedCheck("P17b", "name not resolved"),
    next: "kubectl logs -n kube-system -l k8s-app=kube-dns",
  },
  "a console that somebody has": {
    message: () => failedCheck("V4", "console taken"),
    next: "pgrep -af 'virtctl console'",
  },
};
