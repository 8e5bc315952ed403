import { isIP } from "node:net";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { imageName } from "../artifacts/index.ts";
import { kind as kindVersions } from "../versions.ts";
import { clusterNetworkProblems, subnetsOf } from "./cluster-networks.ts";
import { findImageArchives } from "./image-archives.ts";
import { byFamily, type IpFamily, ipFamilies } from "./ip-family.ts";
import { type ClusterKind, defaultSubnets } from "./setting-definitions.ts";
import type { SettingValues } from "./setting-values.ts";
import type { ClusterSettings, KindSettings, SimulatedSettings } from "./settings.ts";
import { shown } from "./shown.ts";

/** Reads the settings of the cluster itself and complains of what is wrong with them. */
export function clusterSettings(values: SettingValues, stack: string, projectDirectory: string): ClusterSettings {
  const kind = values.text("cluster") as ClusterKind;
  const workers = values.wholeNumber("workers", 1, 9);
  const size = { name: clusterName(values, stack), workers, ...networks(values, kind, workers) };
  const nodeImage = values.text("nodeImage");
  if (nodeImage && !imageName.test(nodeImage))
    values.complain("nodeImage", "it must be the name of an image, such as kindest/node:v1.35.5@sha256:…");
  switch (kind) {
    // Of one that there is not, which is complained of elsewhere.
    default:
    case "kind":
      return {
        kind: "kind",
        ...size,
        containerEngine: values.text("containerEngine") as KindSettings["containerEngine"],
        nodeImage: nodeImage || kindVersions.nodeImage,
        etcd: values.text("etcd") as KindSettings["etcd"],
        warmImages: values.text("warmImages") === "on",
        imageCache: values.text("imageCache") === "on",
        imageArchives: imageArchives(values, projectDirectory),
        nameServers: nameServers(values),
      };
    case "simulated":
      return { kind, ...size, ...delays(values) };
    case "existing": {
      for (const name of ["kubeconfig", "context"] as const)
        if (!values.text(name))
          values.complain(name, "an existing cluster is named by both lab:kubeconfig and lab:context");
      const apiServer = values.text("apiServer");
      if (apiServer && !serverUrl.test(apiServer))
        values.complain("apiServer", "it must be a URL such as https://192.0.2.10:6443");
      for (const name of ["gatewayInterface", "localnetBridge"] as const)
        if (values.text(name) && !linkName.test(values.text(name)))
          values.complain(name, "it must be the name of a network interface, 1 to 15 characters");
      return {
        kind,
        kubeconfig: absolutePath(values.text("kubeconfig"), projectDirectory),
        context: values.text("context"),
        apiServer: apiServer || undefined,
        gatewayInterface: values.text("gatewayInterface") || undefined,
        podSubnets: size.podSubnets,
        serviceSubnets: size.serviceSubnets,
      };
    }
  }
}

/** Looks into the folder, so that one without archives is told before anything is made. */
function imageArchives(values: SettingValues, projectDirectory: string): readonly string[] {
  const folder = values.text("imageArchives");
  if (!folder) return [];
  const found = findImageArchives(absolutePath(folder, projectDirectory));
  if (found.problem !== undefined) values.complain("imageArchives", found.problem);
  else if (values.isSet("imageDigests"))
    values.complain(
      "imageArchives",
      "images of archives have no digest of a registry, so lab:imageDigests has to be empty",
    );
  return found.archives;
}

function nameServers(values: SettingValues): readonly string[] {
  const text = values.text("nameServers");
  if (!text) return [];
  const servers = text.split(",").map((server) => server.trim());
  const family = values.text("ipFamily");
  const isUsable = (server: string): boolean =>
    isIP(server) !== 0 && !server.includes("%") && (family === "dual" || family === `ipv${isIP(server)}`);
  if (!servers.every(isUsable))
    values.complain(
      "nameServers",
      "it must be addresses of the cluster's family (lab:ipFamily) with commas between them, such as 192.0.2.53,192.0.2.54",
    );
  return servers;
}

/** As Linux takes it, without what a shell or OVN-Kubernetes' start script would read as something else. */
const linkName = /^[a-zA-Z0-9][\w.-]{0,14}$/;

/** A host by name or address, and a port. */
const serverUrl = /^https:\/\/(\[[\da-f:.]+\]|[a-z\d]([a-z\d.-]*[a-z\d])?)(:\d{1,5})?$/i;

/** Relative paths start from the project's folder, and `~` is the user's home. */
export function absolutePath(value: string, projectDirectory: string): string {
  return resolve(projectDirectory, value.replace(/^~(?=$|\/)/, homedir()));
}

/** `none`, `realistic`, or a factor such as 0.25. */
function delays(values: SettingValues): Pick<SimulatedSettings, "delays"> {
  const text = values.text("simulatedDelays");
  if (text === "none") return {};
  const factor = text === "realistic" ? 1 : Number(text);
  if (/^[\d.]+$|^realistic$/.test(text) && factor >= 0.01 && factor <= 10) return { delays: factor };
  values.complain("simulatedDelays", "it must be none, realistic, or a factor for the realistic times, 0.01 to 10");
  return {};
}

function clusterName(values: SettingValues, stack: string): string {
  const given = values.text("clusterName");
  const name = given || `ovn-${stack}`;
  // kind names node containers after the cluster, and a container's name is a host name of at most 63 characters.
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name) && values.text("cluster") !== "existing")
    values.problems.push(
      `${given ? "lab:clusterName" : "the cluster's name, made from the stack's,"} is ${shown(name)}: ` +
        "it must be 1 to 40 lower-case letters, digits and inner hyphens; set lab:clusterName",
    );
  return name;
}

function networks(values: SettingValues, kind: ClusterKind, workers: number) {
  const family = values.text("ipFamily") as IpFamily;
  const subnets = (name: "podSubnet" | "serviceSubnet", whereNotSet: Parameters<typeof byFamily<string>>[1]) =>
    values.text(name) ? subnetsOf(values.text(name)) : byFamily(family, whereNotSet);
  const chosen = {
    podSubnets: subnets("podSubnet", defaultSubnets.pod),
    serviceSubnets: subnets("serviceSubnet", defaultSubnets.service),
  };
  if (ipFamilies.includes(family)) {
    const nodes = kind === "existing" ? undefined : 1 + Math.min(workers, 9);
    for (const { name, why } of clusterNetworkProblems(chosen, family, nodes)) values.complain(name, why);
  }
  return chosen;
}
