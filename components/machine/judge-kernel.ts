import semver from "semver";
import { machineMinimums } from "../versions.ts";
import { type MachineFacts, type ModuleName, moduleNames, sharesKernel } from "./facts.ts";
import type { MachineFinding, OtherFinding } from "./finding.ts";
import type { MachineNeeds } from "./needs.ts";

/** The kernel that all nodes share: its version, its modules, its limits, and virtualisation. */
export function judgeKernel(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  return [
    ...judgeRelease(facts, needs),
    ...moduleNames.flatMap((name) => judgeModule(name, facts, needs)),
    ...judgeInotify(facts, needs),
    ...judgeKvm(facts, needs),
  ];
}

function judgeRelease({ engine, kernel }: MachineFacts, { scenario }: MachineNeeds): MachineFinding[] {
  const release = engine?.kernel ?? kernel;
  const version = semver.coerce(release);
  if (release === undefined || !version) return [];
  const common = { what: "kernel", found: release, scenarios: [scenario] };
  if (semver.gte(version, machineMinimums.kernel)) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: "warning",
      why: `OVN-Kubernetes lets the kubelet through by its control group, which nftables knows since ${machineMinimums.kernel}.`,
      mend: "install a newer one, for example: sudo apt-get install linux-image-amd64, then: sudo reboot",
    },
  ];
}

/** What each module is for. OVN-Kubernetes' node part matches the kubelet's control group (go-controller/pkg/node/udn_isolation.go). */
const purposes: Readonly<Record<ModuleName, string>> = {
  openvswitch: "Open vSwitch's datapath: no pod gets a network without it.",
  geneve: "The tunnels between nodes: pods on different nodes do not reach each other without it.",
  vrf: "Every primary user-defined network is a VRF on each node, and is not created without it.",
  nft_socket: "OVN-Kubernetes' node part sets nftables rules with it when it starts, and does not start without it.",
};

function isNeeded(name: ModuleName, facts: MachineFacts, { primaryNetworks }: MachineNeeds): boolean {
  if (name === "vrf") return primaryNetworks;
  // With cgroup v1 it sets no such rule.
  return name !== "nft_socket" || facts.engine?.cgroup !== 1;
}

function judgeModule(name: ModuleName, facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  if (!isNeeded(name, facts, needs)) return [];
  const shared = sharesKernel(facts);
  const common = { what: `kernel module ${name}`, scenarios: [needs.scenario] };
  const why = purposes[name];
  // What another kernel has cannot be seen from here.
  if (shared === false)
    return [
      {
        ...common,
        level: "unknown",
        found: "containers have a kernel of their own",
        why,
        mend: `docker run --rm -v /lib/modules:/m:ro busybox sh -c 'grep -h /${name}.ko /m/*/modules.*'`,
      },
    ];
  const state = facts.modules[name];
  if (state === "loaded" || state === "built in") return [{ ...common, level: "ok", found: state }];
  if (state === "available") return [{ ...common, level: "ok", found: "there, loaded when it is needed" }];
  if (state === "unknown") return [{ ...common, level: "unknown", found: "cannot be told", why, mend: load(name) }];
  const level: OtherFinding["level"] = shared ? "problem" : "warning";
  return [{ ...common, level, found: "this kernel has none", why, mend: obtain(name, facts) }];
}

function load(name: ModuleName): string {
  return `sudo modprobe ${name}`;
}

function obtain(name: ModuleName, { wsl }: MachineFacts): string {
  if (wsl) return `wsl --update, which brings a newer kernel, then: ${load(name)}`;
  return `on Ubuntu: sudo apt-get install linux-modules-extra-$(uname -r), elsewhere the distribution's own kernel; then: ${load(name)}`;
}

/** What kind itself recommends, in its known issues. */
const inotifyWanted = { watches: 524_288, instances: 512 };

function judgeInotify({ inotify }: MachineFacts, { scenario }: MachineNeeds): MachineFinding[] {
  if (!inotify) return [];
  const common = {
    what: "inotify limits",
    found: `${inotify.watches} watches, ${inotify.instances} instances`,
    scenarios: [scenario],
  };
  const { watches, instances } = inotifyWanted;
  const commands = [
    ...(inotify.watches < watches ? [`sudo sysctl fs.inotify.max_user_watches=${watches}`] : []),
    ...(inotify.instances < instances ? [`sudo sysctl fs.inotify.max_user_instances=${instances}`] : []),
  ];
  if (commands.length === 0) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: "warning",
      why: `All nodes share them; kind recommends ${watches} and ${instances}. With less, pods end with "too many open files".`,
      mend: commands.join(" && "),
    },
  ];
}

function judgeKvm(facts: MachineFacts, { scenario, virtualMachines, emulation }: MachineNeeds): MachineFinding[] {
  // Whether a node can open it is found out in a node; what another kernel has cannot be seen from here.
  if (!virtualMachines || emulation === "on" || facts.kvm === undefined || sharesKernel(facts) === false) return [];
  const common = { what: "/dev/kvm", scenarios: [scenario] };
  const mine = facts.engine?.rootless === true;
  if (facts.kvm === "usable" || (facts.kvm === "not openable" && !mine))
    return [{ ...common, level: "ok", found: "there" }];
  if (facts.kvm === "not openable")
    return [
      {
        ...common,
        level: "warning",
        found: "there, but this user may not open it",
        why: "Nodes of a rootless engine have this user's rights, so virtual machines are emulated in software, which is slow.",
        mend: "sudo usermod -aG kvm $USER, then log in anew",
      },
    ];
  const modprobe = "sudo modprobe kvm_intel || sudo modprobe kvm_amd, after virtualisation is on in the firmware";
  return [
    emulation === "off" && sharesKernel(facts)
      ? {
          ...common,
          level: "problem",
          found: "not there",
          why: "Virtual machines find no node, for lab:emulation is off.",
          mend: `-c emulation=auto, or: ${modprobe}`,
        }
      : {
          ...common,
          level: "warning",
          found: "not there",
          why: "Virtual machines are emulated in software, which is slow: they may need more than lab:readinessTimeout.",
          mend: `${modprobe}; or more patience: -c readinessTimeout=3600`,
        },
  ];
}
