import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type KubernetesManifest, readManifest } from "../../components/artifacts/index.ts";
import { kubevirtDefinitions } from "../../components/clusters/simulation/kubevirt.ts";
import type { Versions } from "../../components/versions.ts";
import { kubevirt, nmstate } from "../../components/versions.ts";
import type { Upstream } from "./upstream.ts";

/** The CustomResourceDefinitions that a chart brings along. Helm does not treat them as templates. */
export function chartDefinitions(chart: string): KubernetesManifest[] {
  return manifestsIn(join(chart, "crds"));
}

/**
 * The CustomResourceDefinitions that an operator installs when it finds this object, where no operator runs. Those of KubeVirt are in no
 * artifact set, for upstream has them in its program alone: where `OVN_LABS_UPSTREAM` has them derived they are those, and elsewhere the
 * permissive ones of simulated clusters.
 */
export function operatorDefinitions(
  { kind }: KubernetesManifest,
  versions: Pick<Versions, "kubevirt" | "nmstate">,
  upstream: Upstream,
): readonly KubernetesManifest[] {
  switch (kind) {
    case "KubeVirt":
      return derivedDefinitions(versions, upstream) ?? kubevirtDefinitions;
    case "NMState":
      return manifestsIn(join(upstream.directories.get(nmstate[versions.nmstate].artifact) ?? "", "crds")).filter(
        ({ metadata }) => metadata.name !== "nmstates.nmstate.io",
      );
    default:
      return [];
  }
}

/** Whether the definitions of virtual machines know their fields, so that a wrong one would be refused. */
export function knowsVirtualMachines(versions: Pick<Versions, "kubevirt">, upstream: Upstream): boolean {
  return derivedDefinitions(versions, upstream) !== undefined;
}

function derivedDefinitions(
  versions: Pick<Versions, "kubevirt">,
  { folder }: Upstream,
): KubernetesManifest[] | undefined {
  const derived = join(folder ?? "", kubevirt[versions.kubevirt].artifact, "crds");
  return folder !== undefined && existsSync(derived) ? manifestsIn(derived) : undefined;
}

function manifestsIn(folder: string): KubernetesManifest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .flatMap((name) => readManifest(join(folder, name)));
}
