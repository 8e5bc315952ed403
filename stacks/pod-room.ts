import { SettingsError } from "../components/settings/settings-error.ts";
import type { Settings } from "../components/settings/settings.ts";
import type { Scenario } from "./scenario.ts";

/** Pods that a kubelet takes where nothing else is set, as on kind's nodes. */
const podsOfNode = 110;
/** Those of the platform and of Kubernetes itself on a worker, with some to spare. */
const othersOnWorker = 10;

/**
 * Whether a scenario's pods find room on the workers of a kind cluster. A simulated node takes some hundred, and of an existing cluster it is not known.
 * @throws SettingsError that names the workers it takes
 */
export function requirePodRoom(
  { name, pods = 0 }: Pick<Scenario, "name" | "pods">,
  { cluster, scale, stack }: Pick<Settings, "cluster" | "scale" | "stack">,
): void {
  if (cluster.kind !== "kind") return;
  const { workers } = cluster;
  const room = podsOfNode - othersOnWorker;
  const needed = Math.ceil(pods / room);
  if (needed <= workers) return;
  throw new SettingsError([
    `lab:scale is ${scale}: scenario ${name} has ${pods} pods with it, and a worker of a kind cluster takes ${room} beside those of the platform; lab:workers is ${workers}`,
    `Take more of them: pulumi config set lab:workers ${needed} --stack ${stack}`,
  ]);
}
