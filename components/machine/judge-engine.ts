import semver from "semver";
import { kind as kindVersions, machineMinimums } from "../versions.ts";
import { type EngineFacts, type MachineFacts, sharesKernel } from "./facts.ts";
import type { MachineFinding } from "./finding.ts";
import type { MachineNeeds } from "./needs.ts";

/** The container engine, kind, and how the two fit the node image. That they are there is not said again. */
export function judgeEngine(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  const { engine } = facts;
  return [
    ...(engine
      ? [...judgeVersion(engine, needs), ...judgeImageStore(engine, needs), ...judgeRootless(engine, needs)]
      : []),
    ...judgeKind(facts, needs),
    ...judgeCgroup(facts, needs),
  ];
}

function judgeVersion({ name, version }: EngineFacts, { scenario }: MachineNeeds): MachineFinding[] {
  const common = { what: "container engine", found: `${name} ${version}`, scenarios: [scenario] };
  if (name === "podman")
    return [
      {
        ...common,
        level: "warning",
        why: "kind's support for podman is experimental, and this lab has not been seen on it.",
        mend: "use Docker Engine, if it is there too: -c containerEngine=docker",
      },
    ];
  // Old ones are called 19.03.
  const known = semver.coerce(version.replace(/\.0+(?=\d)/g, "."));
  if (!known || semver.gte(known, machineMinimums.docker)) return [];
  return [
    {
      ...common,
      level: "problem",
      why: `kind needs docker ${machineMinimums.docker} or newer.`,
      mend: "install a newer one, for example: curl -fsSL https://get.docker.com | sudo sh",
    },
  ];
}

/** https://github.com/kubernetes-sigs/kind/issues/3795: `docker save` names platforms whose layers it does not have. */
function judgeImageStore(engine: EngineFacts, { scenario, offline }: MachineNeeds): MachineFinding[] {
  if (engine.name !== "docker" || engine.containerdStore === undefined) return [];
  const common = {
    what: "docker's image store",
    found: engine.containerdStore ? "containerd's" : (engine.storageDriver ?? "docker's own"),
    scenarios: [scenario],
  };
  if (!engine.containerdStore || !offline) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: "warning",
      why: "kind load docker-image fails from it with images of several platforms (content digest not found). Nodes that pull their images do not mind.",
      mend: "load one platform: docker save --platform linux/<architecture> -o image.tar <image> && kind load image-archive image.tar --name <cluster>",
    },
  ];
}

function judgeRootless({ name, rootless, desktop }: EngineFacts, needs: MachineNeeds): MachineFinding[] {
  const scenarios = [needs.scenario];
  if (needs.onMachine && (rootless || desktop))
    return [
      {
        level: "problem",
        what: "where the nodes' network is",
        found: rootless ? `in ${name}'s own network namespace: it is rootless` : "in Docker Desktop's virtual machine",
        scenarios,
        why: "The scenario puts a VLAN interface of this machine on that network, and from here it is out of reach.",
        mend: rootless
          ? `use ${name} as root: sudo systemctl start ${name}`
          : "use Docker Engine: docker context use default",
      },
    ];
  if (!rootless) return [];
  return [
    {
      level: "warning",
      what: "container engine's rights",
      found: `${name} is rootless`,
      scenarios,
      why: "Nodes may then not load kernel modules, set limits, or make Open vSwitch's datapath.",
      mend:
        name === "docker"
          ? "use the engine that runs as root: docker context use default"
          : "use podman as root, or docker: -c containerEngine=docker",
    },
  ];
}

function judgeKind({ kind }: MachineFacts, { scenario }: MachineNeeds): MachineFinding[] {
  if (kind === undefined) return [];
  if (semver.gte(kind, kindVersions.version)) return [];
  return [
    {
      what: "kind's version",
      found: kind,
      scenarios: [scenario],
      level: "warning",
      why: `The node image is of kind ${kindVersions.version}; an older kind may not know how to start it, least of all with a new docker.`,
      mend: `take kind off the PATH, and the lab fetches ${kindVersions.version}; or: go install sigs.k8s.io/kind@v${kindVersions.version}`,
    },
  ];
}

/** From 1.35 on the kubelet does not start with cgroup v1 (KEP-5573). Before, probes of pods on primary networks fail there. */
function judgeCgroup(facts: MachineFacts, { scenario, nodeImage }: MachineNeeds): MachineFinding[] {
  const shared = sharesKernel(facts);
  const version = facts.engine?.cgroup ?? (shared === false ? undefined : facts.cgroup);
  if (version === undefined) return [];
  const common = { what: "control groups", found: `cgroup v${version}`, scenarios: [scenario] };
  if (version === 2) return [{ ...common, level: "ok" }];
  const kubernetes = semver.coerce(/:v?(\d+\.\d+\.\d+)/.exec(nodeImage)?.[1]);
  const refused = kubernetes !== null && semver.gte(kubernetes, machineMinimums.kubernetesWithoutCgroupV1);
  const parameter = facts.wsl ? "cgroup_no_v1=all" : "systemd.unified_cgroup_hierarchy=1";
  const where = facts.wsl
    ? `add kernelCommandLine=${parameter} below [wsl2] in %UserProfile%\\.wslconfig, then: wsl --shutdown`
    : `add ${parameter} to GRUB_CMDLINE_LINUX in /etc/default/grub, then: sudo update-grub && sudo reboot`;
  return [
    {
      ...common,
      level: refused && (shared === true || facts.engine?.cgroup === 1) ? "problem" : "warning",
      why: refused
        ? `The kubelet of Kubernetes ${kubernetes.version}, which the node image has, does not start with cgroup v1.`
        : "Kubernetes gives cgroup v1 up: the kubelet may not start, and probes of pods on primary networks fail.",
      mend: `${where}${refused ? "; or an image with an older Kubernetes: -c nodeImage=<image>" : ""}`,
    },
  ];
}
