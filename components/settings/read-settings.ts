import { homedir } from "node:os";
import { resolve } from "node:path";
import { kind as kindVersions, type OvnKubernetesVersion } from "../versions.ts";
import { cidrProblem, nodesOf, nodeSubnetLength, overlap } from "./cidr.ts";
import { reservedNetworks } from "./reserved-networks.ts";
import {
  type ClusterKind,
  type SettingDefinition,
  type SettingName,
  settingDefinitions,
} from "./setting-definitions.ts";
import { SettingsError } from "./settings-error.ts";
import type { ClusterSettings, KindSettings, Settings } from "./settings.ts";

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
    if (allowed && !allowed.includes(text(name))) complain(name, `it must be one of ${allowed.join(", ")}`);
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
  checkNetworks();
  if (text("platform") === "present" && clusterKind !== "existing")
    complain("platform", `only an existing cluster can have a platform already, and lab:cluster is ${clusterKind}`);
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
    cluster: clusterSettings(),
    platform: {
      mode: text("platform") as "install" | "present",
      ovnKubernetes: text("ovnKubernetes") as OvnKubernetesVersion,
    },
    artifacts: text("artifacts") ? path(text("artifacts")) : undefined,
    readinessTimeout,
  };

  function clusterSettings(): ClusterSettings {
    const subnets = { podSubnet: text("podSubnet"), serviceSubnet: text("serviceSubnet") };
    const size = { name: clusterName, workers, ...subnets };
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
          ...subnets,
        };
    }
  }

  function wholeNumber(name: SettingName, least: number, most: number): number {
    const value = Number(text(name));
    if (!/^\d+$/.test(text(name)) || value < least || value > most)
      complain(name, `it must be a whole number from ${least} to ${most}`);
    return value;
  }

  function checkNetworks(): void {
    const wrong = (["podSubnet", "serviceSubnet"] as const).filter((name) => {
      const problem = cidrProblem(text(name));
      if (problem) complain(name, problem);
      return problem !== undefined;
    });
    if (wrong.length > 0) return;
    const nodes = clusterKind === "existing" ? 1 : 1 + Math.min(workers, 9);
    if (nodesOf(text("podSubnet")) < nodes)
      complain(
        "podSubnet",
        `it has no /${nodeSubnetLength(text("podSubnet"))} for each of ${nodes} node${nodes > 1 ? "s" : ""}`,
      );
    if (overlap(text("podSubnet"), text("serviceSubnet")))
      complain("podSubnet", `it overlaps lab:serviceSubnet, ${text("serviceSubnet")}`);
    for (const name of ["podSubnet", "serviceSubnet"] as const)
      for (const [owner, network] of Object.entries(reservedNetworks))
        if (overlap(text(name), network)) complain(name, `it overlaps ${owner}, ${network}`);
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
