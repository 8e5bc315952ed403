import { z } from "zod";
import {
  type AttachmentFacts,
  type EndpointFacts,
  type Facts,
  type InstanceFacts,
  listName,
  type NamespaceFacts,
  type NetworkFacts,
  type NodeFacts,
  type PolicyFacts,
} from "./facts.ts";
import type { Lists } from "./lists.ts";
import { ovnNamespace } from "./ovn-state.ts";
import { condition, conditions, metadata, read, readPods, text } from "./read-pods.ts";

/** Where the cluster's DNS runs, and the label of its pods. */
export const dnsNamespace = "kube-system";
export const dnsLabel = "k8s-app=kube-dns";
const primaryNetworkLabel = "k8s.ovn.org/primary-user-defined-network";

/** Reads the facts out of what was listed. Objects that are not as expected are passed over: they are in the bundle anyway. */
export function readFacts(namespaces: readonly string[], lists: Lists): Facts {
  const of = <T>(plural: string, readAll: (items: readonly unknown[]) => readonly T[]): T[] =>
    namespaces.flatMap((namespace) => readAll(lists.get(listName(namespace, plural)) ?? []));
  const ofCluster = <T>(plural: string, readAll: (items: readonly unknown[]) => readonly T[]): readonly T[] =>
    readAll(lists.get(listName(undefined, plural)) ?? []);
  const policies = (kind: PolicyFacts["kind"]) => (items: readonly unknown[]) => readPolicies(kind, items);
  const networks = (kind: NetworkFacts["kind"]) => (items: readonly unknown[]) => readNetworks(kind, items);
  return {
    known: new Set(lists.keys()),
    pods: of("pods", readPods),
    namespaces: of("namespaces", readNamespaces),
    nodes: ofCluster("nodes", readNodes),
    networks: [
      ...of("userdefinednetworks", networks("UserDefinedNetwork")),
      ...ofCluster("clusteruserdefinednetworks", networks("ClusterUserDefinedNetwork")),
    ],
    attachments: of("network-attachment-definitions", readAttachments),
    policies: [
      ...of("networkpolicies", policies("NetworkPolicy")),
      ...of("multi-networkpolicies", policies("MultiNetworkPolicy")),
      ...ofCluster("adminnetworkpolicies", policies("AdminNetworkPolicy")),
      ...ofCluster("baselineadminnetworkpolicies", policies("BaselineAdminNetworkPolicy")),
    ],
    services: of("services", readNames),
    endpoints: of("endpointslices", readEndpoints),
    instances: of("virtualmachineinstances", readInstances),
    ovn: readPods(lists.get(listName(ovnNamespace, "pods")) ?? []),
    dns: readPods(lists.get(listName(dnsNamespace, "pods")) ?? []),
  };
}

function readNamespaces(items: readonly unknown[]): NamespaceFacts[] {
  return read(z.object({ metadata }), items).map(({ metadata: { name, labels } }) => ({
    name,
    hasPrimaryNetwork: labels?.[primaryNetworkLabel] !== undefined,
  }));
}

const nodeSchema = z.object({ metadata, status: z.object({ conditions }).nullish() });

function readNodes(items: readonly unknown[]): NodeFacts[] {
  return read(nodeSchema, items).map(({ metadata: { name, labels }, status }) => {
    const ready = condition(status?.conditions, "Ready");
    const pressure = status?.conditions?.find(({ type, status: is }) => /Pressure$/.test(type) && is === "True")?.type;
    const problem = ready?.status === "True" ? pressure : (ready?.message ?? "it has not reported yet");
    return {
      name,
      ready: ready?.status === "True",
      isControlPlane: labels?.["node-role.kubernetes.io/control-plane"] !== undefined,
      ...(problem ? { problem } : {}),
    };
  });
}

function readNetworks(kind: NetworkFacts["kind"], items: readonly unknown[]): NetworkFacts[] {
  return read(nodeSchema, items).map(({ metadata: { name, namespace }, status }) => {
    const created = condition(status?.conditions, "NetworkCreated");
    const message = [created?.reason, created?.message].filter(Boolean).join(": ");
    return {
      kind,
      name,
      ...(namespace ? { namespace } : {}),
      ...(created ? { created: created.status === "True" } : {}),
      ...(message ? { message } : {}),
    };
  });
}

const attachmentSchema = z.object({ metadata, spec: z.object({ config: text }).nullish() });
const configSchema = z.object({ name: text, topology: text, vlanID: z.number().nullish() });

export function readAttachments(items: readonly unknown[]): AttachmentFacts[] {
  return read(attachmentSchema, items).map(({ metadata: { name, namespace }, spec }) => {
    const config = readConfig(spec?.config);
    return {
      namespace: namespace ?? "",
      name,
      ...(config?.name ? { network: config.name } : {}),
      ...(config?.topology ? { topology: config.topology } : {}),
      ...(config?.vlanID ? { vlan: config.vlanID } : {}),
    };
  });
}

function readConfig(config: string | null | undefined): z.infer<typeof configSchema> | undefined {
  try {
    return configSchema.parse(JSON.parse(config ?? ""));
  } catch {
    return undefined;
  }
}

function readPolicies(kind: PolicyFacts["kind"], items: readonly unknown[]): PolicyFacts[] {
  return read(z.object({ metadata }), items).map(({ metadata: { name, namespace } }) => ({
    kind,
    name,
    ...(namespace ? { namespace } : {}),
  }));
}

function readNames(items: readonly unknown[]) {
  return read(z.object({ metadata }), items).map(({ metadata: { name, namespace } }) => ({
    namespace: namespace ?? "",
    name,
  }));
}

const sliceSchema = z.object({
  metadata,
  endpoints: z
    .array(
      z.object({
        conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
        targetRef: z.object({ kind: text, name: text }).nullish(),
      }),
    )
    .nullish(),
});

/** The slices of the cluster's own controller and those that OVN-Kubernetes mirrors for user-defined networks. */
function readEndpoints(items: readonly unknown[]): EndpointFacts[] {
  return read(sliceSchema, items).flatMap(({ metadata: { namespace = "", labels }, endpoints }) => {
    const service = labels?.["kubernetes.io/service-name"] ?? labels?.["k8s.ovn.org/service-name"];
    const pods = (endpoints ?? []).flatMap(({ targetRef }) =>
      targetRef?.kind === "Pod" && targetRef.name ? [{ namespace: namespace ?? "", pod: targetRef.name }] : [],
    );
    const ready = (endpoints ?? []).filter((one) => one.conditions?.ready !== false).length;
    return service === undefined ? [] : [{ namespace: namespace ?? "", service, ready, pods }];
  });
}

const instanceSchema = z.object({ metadata, status: z.object({ phase: text, conditions }).nullish() });

function readInstances(items: readonly unknown[]): InstanceFacts[] {
  return read(instanceSchema, items).map(({ metadata: { name, namespace }, status }) => ({
    namespace: namespace ?? "",
    name,
    phase: status?.phase ?? "without a phase",
    problems: ["Ready", "LiveMigratable"].flatMap((type) => {
      const found = condition(status?.conditions, type);
      return found?.status === "False" ? [`${type}: ${found.message ?? found.reason ?? "no reason"}`] : [];
    }),
    hasAgent: condition(status?.conditions, "AgentConnected")?.status === "True",
  }));
}
