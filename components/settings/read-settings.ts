import { isUrl } from "../artifacts/index.ts";
import { chosenVersions } from "./chosen-versions.ts";
import { cidrFamily, cidrProblem } from "./cidr.ts";
import { absolutePath, clusterSettings } from "./cluster-settings.ts";
import { readImageDigests } from "./image-digests.ts";
import type { IpFamily } from "./ip-family.ts";
import { type PlatformPart, platformParts } from "./platform-parts.ts";
import { expressionProblem } from "./regular-expression.ts";
import { isClusterKind } from "./setting-definitions.ts";
import { SettingValues } from "./setting-values.ts";
import { changeSetting, SettingsError } from "./settings-error.ts";
import type { CheckSettings, LocalnetSettings, Settings } from "./settings.ts";
import { hasCredentials, shown } from "./shown.ts";
import { stackNameProblem } from "./stack-name.ts";

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

/**
 * Reads and checks the whole configuration of a stack.
 * @throws SettingsError with a line for every problem: the key, the value found, what is allowed.
 */
export function readSettings({ stack, config, scenarios, projectDirectory }: SettingsSource): Settings {
  const nameProblem = stackNameProblem(stack);
  if (nameProblem) throw new SettingsError([nameProblem]);
  const values = new SettingValues(config);
  values.compareWithDefinitions();
  const scenario = scenarioName(values, stack, scenarios);
  if (scenarios.includes(scenario)) values.compareWithScenario(scenario);
  const cluster = clusterSettings(values, stack, projectDirectory);
  const scale = values.wholeNumber("scale", 0, 200);
  const mtu = values.wholeNumber("mtu", 1280, 8942);
  const readinessTimeout = values.wholeNumber("readinessTimeout", 30, 7200);
  const namePrefix = values.text("namePrefix");
  if (namePrefix && !/^[a-z][-a-z0-9]{0,19}$/.test(namePrefix))
    values.complain("namePrefix", "it must be 1 to 20 lower-case letters, digits and hyphens, a letter first");
  const imageMirror = values.text("imageMirror");
  if (imageMirror && !/^[a-z0-9][-a-z0-9.:]*(\/[-a-z0-9._]+)*$/.test(imageMirror))
    values.complain(
      "imageMirror",
      "it must be a registry and a path in it, without https://, such as mirror.example/hub",
    );
  const digests = imageDigests(values, projectDirectory);
  const artifacts = values.text("artifacts");
  if (isUrl(artifacts) && hasCredentials(artifacts))
    values.complain("artifacts", "a URL with a user or a password is not taken: settings are plain text");
  else if (isUrl(artifacts) && !URL.canParse(artifacts)) values.complain("artifacts", "it is no URL");
  const present = presentParts(values);
  const localnet = localnetSettings(values);
  const checks = checkSettings(values);

  if (values.problems.length > 0) throw new SettingsError([...values.problems, changeSetting(stack)]);
  const images = { mirror: imageMirror || undefined, digests };
  return {
    stack,
    scenario,
    step: values.text("step") || undefined,
    internet: values.text("internet") === "use",
    ipFamily: values.text("ipFamily") as IpFamily,
    namePrefix,
    versions: chosenVersions(values, images),
    emulation: values.text("emulation") as Settings["emulation"],
    mtu,
    localnet,
    scale,
    cluster,
    platform: { present },
    preflight: values.text("preflight") as Settings["preflight"],
    images,
    cpuRequests: values.text("cpuRequests") as Settings["cpuRequests"],
    artifacts: artifacts ? folderOrUrl(artifacts, projectDirectory) : undefined,
    checks,
    readinessTimeout,
  };
}

function scenarioName(values: SettingValues, stack: string, scenarios: readonly string[]): string {
  const given = values.text("scenario");
  const scenario = given || stack;
  if (!scenarios.includes(scenario))
    values.problems.push(
      `${given ? "lab:scenario" : "the stack's name"} is ${shown(scenario)}: ` +
        `there is no such scenario; there are ${scenarios.join(", ")}` +
        (given ? "" : " (a stack of another name sets lab:scenario)"),
    );
  return scenario;
}

function imageDigests(values: SettingValues, projectDirectory: string): ReadonlyMap<string, string> | undefined {
  const file = values.text("imageDigests");
  if (!file) return undefined;
  const { digests, problems } = readImageDigests(absolutePath(file, projectDirectory));
  for (const problem of problems) values.complain("imageDigests", problem);
  return digests;
}

function presentParts(values: SettingValues): PlatformPart[] {
  const value = values.text("platform");
  if (value === "install") return [];
  const parts = value === "present" ? [...platformParts] : value.split(",").map((part) => part.trim());
  const isPart = (part: string): part is PlatformPart => (platformParts as readonly string[]).includes(part);
  const kind = values.text("cluster");
  if (!parts.every(isPart))
    values.complain(
      "platform",
      `it must be install, present, or parts with commas, out of ${platformParts.join(", ")}`,
    );
  else if (isClusterKind(kind) && kind !== "existing")
    values.complain("platform", `only an existing cluster can have a platform already, and lab:cluster is ${kind}`);
  return [...new Set(parts.filter(isPart))];
}

function checkSettings(values: SettingValues): CheckSettings {
  const filter = values.text("checks");
  try {
    new RegExp(filter.replace(/^!/, ""), "u");
  } catch (error) {
    values.complain("checks", expressionProblem(error as Error));
  }
  return {
    filter: filter || undefined,
    timeout: values.wholeNumber("checkTimeout", 1, 3600),
    atOnce: values.wholeNumber("checksAtOnce", 0, 100),
  };
}

function localnetSettings(values: SettingValues): LocalnetSettings {
  const subnet = values.text("localnetSubnet");
  const problem = cidrProblem(subnet);
  if (problem) values.complain("localnetSubnet", problem);
  else if (cidrFamily(subnet) !== "ipv4" || Number(subnet.split("/")[1]) > 27)
    values.complain("localnetSubnet", "it must be an IPv4 network, /27 or larger");
  const gateway = values.text("gatewayInterface");
  return {
    vlanId: values.wholeNumber("vlanId", 1, 4094),
    // OVN-Kubernetes names the bridge so that it makes of an interface (go-controller/pkg/util/nicstobridge.go, v1.3.0).
    bridge: values.text("localnetBridge") || (gateway ? `br${gateway}` : undefined),
    subnet,
    databasePort: values.wholeNumber("databasePort", 1024, 65535),
  };
}

function folderOrUrl(value: string, projectDirectory: string): string {
  return isUrl(value) ? value : absolutePath(value, projectDirectory);
}
