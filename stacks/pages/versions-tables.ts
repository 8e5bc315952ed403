import * as versions from "../../components/versions.ts";
import { markdownTable } from "./block.ts";

const { versionSets } = versions;

/** What stands for a part in `versionSets`, as people call it, with all versions that there are. */
const parts = {
  ovnKubernetes: ["OVN-Kubernetes, chart and image", versions.ovnKubernetes],
  multus: ["multus", versions.multus],
  ipamClaims: ["IPAMClaim definition", versions.ipamClaims],
  nmstate: ["kubernetes-nmstate", versions.nmstate],
  kubevirt: ["KubeVirt", versions.kubevirt],
  certManager: ["cert-manager", versions.certManager],
  ipamExtensions: ["KubeVirt's ipam-extensions", versions.ipamExtensions],
} as const;

/** Versions of the parts that settings choose from. */
export function partsTable(): string {
  const rows = Object.entries(parts).map(([setting, [what, known]]) => {
    const name = setting as keyof typeof parts;
    const { current, talk } = versionSets;
    const others = Object.keys(known).filter((version) => version !== current[name] && version !== talk[name]);
    return [what, `\`${setting}\``, current[name], talk[name], others.join(", ")];
  });
  const fixed = [
    ["MultiNetworkPolicy definition", versions.multiNetworkPolicy.artifact],
    ["AdminNetworkPolicy definitions", versions.networkPolicyApi.artifact],
  ].map(([what = "", artifact = ""]) => [what, "", ...Array<string>(2).fill(artifact.split("/")[1] ?? ""), ""]);
  return markdownTable(["part", "setting", "current", "talk", "others"], [...rows, ...fixed]);
}

/** Images of the scenarios' own workloads. */
export function imagesTable(): string {
  const { current, talk } = versionSets;
  const names = Object.keys(current.images) as (keyof typeof current.images)[];
  return markdownTable(
    ["image", "current", "talk"],
    names.map((name) => [inWords(name), `\`${current.images[name]}\``, `\`${talk.images[name]}\``]),
  );
}

/** What makes clusters. */
export function toolsTable(): string {
  const { kind, simulated, registryImage } = versions;
  return markdownTable(
    ["what", "version", "oldest"],
    [
      ["kind", kind.version, kind.minimum],
      ["kind's node image", `\`${kind.nodeImage}\``, ""],
      ["Kubernetes of simulated clusters", simulated.kubernetes, simulated.minimumKubernetes],
      ["etcd of simulated clusters", simulated.etcd, ""],
      ["KWOK", simulated.kwok, ""],
      ["pull-through caches", `\`${registryImage}\``, ""],
    ],
  );
}

/** `fedoraWithTools`: `fedora with tools`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
