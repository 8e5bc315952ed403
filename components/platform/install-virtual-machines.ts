import type * as pulumi from "@pulumi/pulumi";
import { kubevirtDefinitions, kubevirtStages } from "../clusters/simulation/kubevirt.ts";
import { ipamExtensions } from "../versions.ts";
import { CertManager } from "./cert-manager.ts";
import type { Installation } from "./installation.ts";
import { IpamExtensions } from "./ipam-extensions.ts";
import { Kubevirt } from "./kubevirt.ts";
import { simulatedStages, Simulation } from "./simulation.ts";

/**
 * Installs KubeVirt and cert-manager side by side, then ipam-extensions, which needs cert-manager and the kinds of KubeVirt.
 * @param podNetwork what their pods wait for
 * @param behind what their objects are made with
 * @returns what VirtualMachines wait for
 */
export function installVirtualMachines(
  installation: Installation,
  podNetwork: readonly pulumi.Resource[],
  behind: pulumi.ComponentResourceOptions,
): pulumi.Resource[] {
  const { settings, files, installs, common, webhookPatience } = installation;
  const kubevirt = installs("kubevirt") ? installKubevirt(installation, podNetwork, behind) : undefined;
  const certManager = installs("cert-manager")
    ? [
        new CertManager(
          "cert-manager",
          {
            manifests: files.certManager,
            version: settings.versions.certManager,
            patience: webhookPatience,
            podsNeed: podNetwork,
            ...common,
          },
          behind,
        ),
      ]
    : [];
  const extensions = installs("ipam-extensions")
    ? [
        new IpamExtensions(
          "ipam-extensions",
          {
            manifests: files.ipamExtensions,
            imageTag: ipamExtensions[settings.versions.ipamExtensions].imageTag,
            patience: webhookPatience,
            certificatesNeed: certManager,
            podsNeed: [...podNetwork, ...(kubevirt ? [kubevirt.definitions] : []), ...certManager],
            ...common,
          },
          behind,
        ),
      ]
    : [];
  return [...(kubevirt?.parts ?? []), ...extensions];
}

function installKubevirt(
  { settings, cluster, files, options, common, patience }: Installation,
  podNetwork: readonly pulumi.Resource[],
  behind: pulumi.ComponentResourceOptions,
): { readonly parts: pulumi.Resource[]; readonly definitions: pulumi.Resource } {
  const kubevirt = new Kubevirt(
    "kubevirt",
    {
      manifests: files.kubevirt,
      version: settings.versions.kubevirt,
      emulation: { emulation: settings.emulation, settings: settings.cluster, cluster },
      patience,
      podsNeed: podNetwork,
      ...common,
    },
    behind,
  );
  const { definitions } = kubevirt;
  if (cluster.kind !== "simulated") return { parts: [kubevirt], definitions };
  const simulation = new Simulation(
    "kubevirt-simulation",
    {
      definitions: kubevirtDefinitions,
      stages: simulatedStages(kubevirtStages, settings.cluster),
      timeout: common.timeout,
    },
    // Not after the whole of it, which is done when the simulation has said so.
    { ...options, dependsOn: [...kubevirt.operator] },
  );
  return { parts: [kubevirt, simulation], definitions };
}
