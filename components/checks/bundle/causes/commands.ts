import type { Facts } from "../facts.ts";
import { nodePodLabel, ovnNamespace } from "../ovn-state.ts";
import { type Case, namespacesOf, podsOf, sourcePods, targetPods } from "./cause.ts";

export const describePod = (namespace: string, pod: string): string => `kubectl describe pod -n ${namespace} ${pod}`;

export const logsOf = (namespace: string, pod: string): string =>
  `kubectl logs -n ${namespace} ${pod} --all-containers --tail=50`;

/** A node's pod of OVN-Kubernetes, or any of them where that is not known. */
export function nodePod({ ovn = [] }: Facts, node: string | undefined): string {
  const pod = ovn.find((one) => one.node === node && one.labels["app"] === nodePodLabel);
  return node !== undefined && pod ? pod.name : `ds/${nodePodLabel}`;
}

/** A command in a container of the pod with OVN's databases of the node of the check's target, or of the first of `pods`. */
export function onNode(c: Case, container: string, command: string, pods = targetPods(c)): string {
  const node = [...pods, ...podsOf(c)][0]?.node;
  return `kubectl exec -n ${ovnNamespace} ${nodePod(c.facts, node)} -c ${container} -- ${command}`;
}

export const ports = (c: Case): string =>
  onNode(
    c,
    "nb-ovsdb",
    `ovn-nbctl find Logical_Switch_Port external_ids:namespace=${namespacesOf(c).at(-1) ?? "default"}`,
  );

export const acls = (c: Case): string => onNode(c, "nb-ovsdb", "ovn-nbctl list ACL", sourcePods(c));

export const controllerLog = (c: Case): string => {
  const node = [...targetPods(c), ...podsOf(c)][0]?.node;
  return `kubectl logs -n ${ovnNamespace} ${nodePod(c.facts, node)} -c ovnkube-controller --tail=100`;
};

export const networksAnnotation = (namespace: string, pod: string): string =>
  `kubectl get pod -n ${namespace} ${pod} -o jsonpath='{.metadata.annotations}'`;

export const events = (namespace: string): string => `kubectl get events -n ${namespace} --sort-by=.lastTimestamp`;

export const policies = (namespace: string): string =>
  `kubectl get networkpolicies,multi-networkpolicies -n ${namespace} -o yaml`;

export const consoleOf = (namespace: string, vm: string): string => `virtctl console -n ${namespace} ${vm}`;

export const instance = (namespace: string, vm: string): string => `kubectl get vmi -n ${namespace} ${vm} -o yaml`;
