import type * as pulumi from "@pulumi/pulumi";
import type { ImageSource } from "../artifacts/index.ts";
import { type Cluster, inCluster } from "../clusters/index.ts";
import type { PlatformPart } from "../settings/platform-parts.ts";
import type { Settings } from "../settings/settings.ts";
import type { InstallationFiles } from "./installation-files.ts";
import { partsToInstall } from "./parts-to-install.ts";
import type { Patience } from "./readiness/index.ts";

/** What the parts of a platform are installed with. */
export interface Installation {
  readonly settings: Settings;
  readonly cluster: Cluster;
  readonly files: InstallationFiles;
  /** Whether the scenario needs a part that the cluster does not have. */
  readonly installs: (part: PlatformPart) => boolean;
  readonly options: pulumi.ComponentResourceOptions;
  /** Arguments that all parts have alike. */
  readonly common: {
    readonly images: ImageSource;
    /** Seconds. */
    readonly timeout: number;
  };
  readonly patience: Patience;
  /** Undefined on simulated clusters, where no operator installs anything and no webhook is asked. */
  readonly webhookPatience: Patience | undefined;
}

export function installationOn(
  settings: Settings,
  cluster: Cluster,
  files: InstallationFiles,
  parts: readonly PlatformPart[],
): Installation {
  const wanted = partsToInstall(parts, settings.platform.present);
  const patience = { cluster, timeout: settings.readinessTimeout };
  return {
    settings,
    cluster,
    files,
    installs: (part) => wanted.includes(part),
    options: inCluster(cluster),
    common: { images: settings.images, timeout: settings.readinessTimeout },
    patience,
    webhookPatience: cluster.kind === "simulated" ? undefined : patience,
  };
}
