import {
  AdmissionregistrationV1Api,
  ApiextensionsV1Api,
  AppsV1Api,
  CoreV1Api,
  type KubeConfig,
  KubernetesObjectApi,
} from "@kubernetes/client-node";
import { plainly, problemOf } from "../../kubernetes-api/problem.ts";
import type { Look } from "../../wait.ts";
import type { Condition } from "./condition.ts";
import { podStates } from "./pods.ts";

interface StatusCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

const met = { met: true } as const;

/** Looks once whether a condition holds. @throws Error with the API's own words if it cannot be seen */
export function lookAt(condition: Condition, config: KubeConfig): Promise<Look<true>> {
  switch (condition.is) {
    case "deployment-available":
      return deploymentAvailable(condition, config);
    case "definition-established":
      return definitionEstablished(condition.name, config);
    case "object-condition":
      return objectCondition(condition, config);
    case "webhook-trusted":
      return webhookTrusted(condition, config);
    case "dry-run-passes":
      return dryRunPasses(condition, config);
  }
}

async function deploymentAvailable(
  { namespace, name }: { namespace: string; name: string },
  config: KubeConfig,
): Promise<Look<true>> {
  const apps = config.makeApiClient(AppsV1Api);
  const { spec, status } = await plainly(apps.readNamespacedDeployment({ namespace, name }));
  if (holds(status?.conditions, "Available")) return met;
  // Pods that cannot even be made show in the Deployment alone.
  const failure = status?.conditions?.find(({ type }) => type === "ReplicaFailure")?.message;
  const labelSelector = Object.entries(spec?.selector.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return { seen: failure ?? (await statesOf(namespace, config, labelSelector)) };
}

async function definitionEstablished(name: string, config: KubeConfig): Promise<Look<true>> {
  const api = config.makeApiClient(ApiextensionsV1Api);
  const { status } = await plainly(api.readCustomResourceDefinition({ name }));
  return holds(status?.conditions, "Established") ? met : { seen: conditionsSeen(status?.conditions) };
}

async function objectCondition(
  { object, condition, podsOf }: Extract<Condition, { is: "object-condition" }>,
  config: KubeConfig,
): Promise<Look<true>> {
  // A new client each time: it remembers which kinds there are.
  const api = KubernetesObjectApi.makeApiClient(config);
  const read = (await plainly(api.read(identity(object)))) as { status?: { conditions?: StatusCondition[] } };
  if (holds(read.status?.conditions, condition)) return met;
  return { seen: `${conditionsSeen(read.status?.conditions)}; ${await statesOf(podsOf, config)}` };
}

async function webhookTrusted(
  { kind, name }: Extract<Condition, { is: "webhook-trusted" }>,
  config: KubeConfig,
): Promise<Look<true>> {
  const api = config.makeApiClient(AdmissionregistrationV1Api);
  const webhooks =
    kind === "MutatingWebhookConfiguration"
      ? (await plainly(api.readMutatingWebhookConfiguration({ name }))).webhooks
      : (await plainly(api.readValidatingWebhookConfiguration({ name }))).webhooks;
  if (!webhooks?.length) return { seen: "no webhooks" };
  const without = webhooks.filter(({ clientConfig }) => !clientConfig.caBundle).map((webhook) => webhook.name);
  return without.length === 0 ? met : { seen: `no caBundle: ${without.join(", ")}` };
}

async function dryRunPasses(
  { object, podsOf }: Extract<Condition, { is: "dry-run-passes" }>,
  config: KubeConfig,
): Promise<Look<true>> {
  const api = KubernetesObjectApi.makeApiClient(config);
  try {
    await api.create({ ...object, metadata: identity(object).metadata }, undefined, "All");
    return met;
  } catch (error) {
    return { seen: `${problemOf(error)}; ${await statesOf(podsOf, config)}` };
  }
}

async function statesOf(namespace: string, config: KubeConfig, labelSelector?: string): Promise<string> {
  const core = config.makeApiClient(CoreV1Api);
  const pods = await plainly(
    core.listNamespacedPod({ namespace, ...(labelSelector === undefined ? {} : { labelSelector }) }),
  );
  return podStates(pods.items);
}

function identity({ apiVersion, kind, metadata }: Extract<Condition, { is: "object-condition" }>["object"]) {
  const { namespace, ...rest } = metadata;
  return { apiVersion, kind, metadata: { ...rest, ...(namespace === undefined ? {} : { namespace }) } };
}

function holds(conditions: readonly StatusCondition[] | undefined, wanted: string): boolean {
  return conditions?.some(({ type, status }) => type === wanted && status === "True") ?? false;
}

function conditionsSeen(conditions: readonly StatusCondition[] | undefined): string {
  if (!conditions?.length) return "no conditions yet";
  return conditions.map(({ type, status, message }) => `${type} ${status}${message ? `: ${message}` : ""}`).join(", ");
}
