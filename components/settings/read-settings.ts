import { homedir } from "node:os";
import { resolve } from "node:path";
import { kind as kindVersions, type Versions, versionSets, type VersionSet } from "../versions.ts";
import { cidrFamily, cidrProblem } from "./cidr.ts";
import { clusterNetworkProblems, subnetsOf } from "./cluster-networks.ts";
import { byFamily, type IpFamily } from "./ip-family.ts";
import { type PlatformPart, platformParts } from "./platform-parts.ts";
import {
  type ClusterKind,
  defaultSubnets,
  type SettingDefinition,
  type SettingName,
  settingDefinitions,
} from "./setting-definitions.ts";
import { SettingsError } from "./settings-error.ts";
import type { ClusterSettings, KindSettings, LocalnetSettings, Settings } from "./settings.ts";

export interface SettingsSource {
  /** Name of the Pulumi stack. */
  readonly stack: string;
  /** The stack's configuration as Pulumi gives it: keys with their namespace, `lab:workers`, all values as text. */
  readonly config: Readonly<Record<string, string>>;
  /** Scenarios that there are. */
  readonly scenarios: readonly string[];
  /** Folder that relative paths start from: the project's. */
  readonly projectDirectory: string;
}

const definitions: Readonly<Record<SettingName, SettingDefinition>> = settingDefinitions;
const names = Object.keys(definitions) as SettingName[];
/** Settings of one version each. */
const versionNames = [
  "ovnKubernetes",
  "multus",
  "ipamClaims",
  "nmstate",
  "kubevirt",
  "certManager",
  "ipamExtensions",
] as const satisfies readonly (keyof Versions & SettingName)[];

/**
 * Reads and checks the whole configuration of a stack.
 * @throws SettingsError with a line for every problem: the key, the value found, what is allowed.
 */
export function readSettings(source: SettingsSource): Settings {
  const problems: string[] = [];
  const given = valuesOf(source.config, problems);
  const text = (name: SettingName): string => given[name] ?? String(definitions[name].default);
  const isSet = (name: SettingName): boolean => text(name) !== String(definitions[name].default);
  const complain = (name: SettingName, why: string): void => {
    problems.push(`lab:${name} is ${JSON.stringify(text(name))}: ${why}`);
  };

  for (const name of names) {
    const allowed = definitions[name].allowed;
    if (allowed && !allowed.includes(text(name)))
      complain(name, `it must be one of ${allowed.filter(Boolean).join(", ")}`);
  }
  const scenario = text("scenario") || source.stack;
  if (!source.scenarios.includes(scenario))
    problems.push(
      `${text("scenario") ? "lab:scenario" : "the stack's name"} is ${JSON.stringify(scenario)}: ` +
        `there is no such scenario; there are ${source.scenarios.join(", ")}` +
        (text("scenario") ? "" : " (a stack of another name sets lab:scenario)"),
    );

  const clusterKind = text("cluster") as ClusterKind;
  for (const name of names) {
    const clusters = definitions[name].clusters;
    if (clusters && isSet(name) && !clusters.includes(clusterKind))
      complain(name, `it has a meaning only where lab:cluster is ${clusters.join(" or ")}, and it is ${clusterKind}`);
  }
  const workers = wholeNumber("workers", 1, 9);
  const readinessTimeout = wholeNumber("readinessTimeout", 30, 7200);
  const clusterName = text("clusterName") || `ovn-${source.stack}`;
  // kind names node containers after the cluster, and a container's name is a host name of at most 63 characters.
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(clusterName) && clusterKind !== "existing")
    problems.push(
      `${text("clusterName") ? "lab:clusterName" : "the cluster's name, made from the stack's,"} is ${JSON.stringify(clusterName)}: ` +
        "it must be 1 to 40 lower-case letters, digits and inner hyphens; set lab:clusterName",
    );
  const ipFamily = text("ipFamily") as IpFamily;
  const networks = {
    podSubnets: text("podSubnet") ? subnetsOf(text("podSubnet")) : byFamily(ipFamily, defaultSubnets.pod),
    serviceSubnets: text("serviceSubnet")
      ? subnetsOf(text("serviceSubnet"))
      : byFamily(ipFamily, defaultSubnets.service),
  };
  if (definitions.ipFamily.allowed?.includes(ipFamily)) {
    const nodes = clusterKind === "existing" ? 1 : 1 + Math.min(workers, 9);
    for (const { name, why } of clusterNetworkProblems(networks, ipFamily, nodes)) complain(name, why);
  }
  if (text("namePrefix") && !/^[a-z]([-a-z0-9]{0,19})$/.test(text("namePrefix")))
    complain("namePrefix", "it must be 1 to 20 lower-case letters, digits and hyphens, a letter first");
  if (text("imageMirror") && !/^[a-z0-9][-a-z0-9.:]*(\/[-a-z0-9._]+)*$/.test(text("imageMirror")))
    complain("imageMirror", "it must be a registry and a path in it, without https://, such as mirror.example/hub");
  const present = presentParts();
  const localnet = localnetSettings();
  if (clusterKind === "existing")
    for (const name of ["kubeconfig", "context"] as const)
      if (!text(name)) complain(name, "an existing cluster is named by both lab:kubeconfig and lab:context");
  if (text("apiServer") && !/^https:\/\/[^\s/]+$/.test(text("apiServer")))
    complain("apiServer", "it must be a URL such as https://192.0.2.10:6443");

  if (problems.length > 0)
    throw new SettingsError([
      ...problems,
      `Change a setting with: pulumi config set lab:<name> <value> --stack ${source.stack}`,
    ]);
  return {
    stack: source.stack,
    scenario,
    step: text("step") || undefined,
    internet: text("internet") === "use",
    ipFamily,
    namePrefix: text("namePrefix"),
    versions: versions(),
    emulation: text("emulation") as Settings["emulation"],
    localnet,
    cluster: clusterSettings(),
    platform: { present },
    imageMirror: text("imageMirror") || undefined,
    artifacts: text("artifacts") ? folderOrUrl(text("artifacts")) : undefined,
    readinessTimeout,
  };

  function clusterSettings(): ClusterSettings {
    const size = { name: clusterName, workers, ...networks };
    switch (clusterKind) {
      case "kind":
        return {
          kind: "kind",
          ...size,
          containerEngine: text("containerEngine") as KindSettings["containerEngine"],
          nodeImage: text("nodeImage") || kindVersions.nodeImage,
        };
      case "simulated":
        return { kind: "simulated", ...size };
      case "existing":
        return {
          kind: "existing",
          kubeconfig: path(text("kubeconfig")),
          context: text("context"),
          apiServer: text("apiServer") || undefined,
          ...networks,
        };
    }
  }

  function wholeNumber(name: SettingName, least: number, most: number): number {
    const value = Number(text(name));
    if (!/^\d+$/.test(text(name)) || value < least || value > most)
      complain(name, `it must be a whole number from ${least} to ${most}`);
    return value;
  }

  function versions(): Versions {
    const set: Versions = versionSets[text("versions") as VersionSet];
    const chosen = Object.fromEntries(
      versionNames.flatMap((name) => (text(name) ? [[name, text(name)]] : [])),
    ) as Partial<Versions>;
    return { ...set, ...chosen };
  }

  function presentParts(): PlatformPart[] {
    const value = text("platform");
    if (value === "install") return [];
    if (clusterKind !== "existing")
      complain("platform", `only an existing cluster can have a platform already, and lab:cluster is ${clusterKind}`);
    if (value === "present") return [...platformParts];
    const parts = value.split(",").map((part) => part.trim());
    const unknown = parts.filter((part) => !(platformParts as readonly string[]).includes(part));
    if (unknown.length > 0)
      complain("platform", `it must be install, present, or parts with commas, out of ${platformParts.join(", ")}`);
    return parts as PlatformPart[];
  }

  function localnetSettings(): LocalnetSettings {
    const subnet = text("localnetSubnet");
    const problem = cidrProblem(subnet);
    if (problem) complain("localnetSubnet", problem);
    else if (cidrFamily(subnet) !== "ipv4" || Number(subnet.split("/")[1]) > 27)
      complain("localnetSubnet", "it must be an IPv4 network, /27 or larger");
    return {
      vlanId: wholeNumber("vlanId", 1, 4094),
      subnet,
      databasePort: wholeNumber("databasePort", 1024, 65535),
    };
  }

  function folderOrUrl(value: string): string {
    return /^https?:\/\//.test(value) ? value : path(value);
  }

  function path(value: string): string {
    return resolve(source.projectDirectory, value.replace(/^~(?=$|\/)/, homedir()));
  }
}

function valuesOf(config: SettingsSource["config"], problems: string[]): Partial<Record<SettingName, string>> {
  const values: Partial<Record<SettingName, string>> = {};
  for (const [key, value] of Object.entries(config)) {
    if (!key.startsWith("lab:")) continue;
    const name = key.slice("lab:".length);
    if (Object.hasOwn(definitions, name)) values[name as SettingName] = value.trim();
    else problems.push(`${key} is not a setting; there are ${names.map((known) => `lab:${known}`).join(", ")}`);
  }
  return values;
}
