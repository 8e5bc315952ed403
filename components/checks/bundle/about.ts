import type { AttachmentFacts, Facts, PodFacts } from "./facts.ts";
import type { Subject } from "./subject.ts";

/** Pods and nodes whose logs and state are collected: a check that is about more is about too much to read. */
const mostPods = 8;
const mostNodes = 4;

/** The pods that a check is about: those it names, those of its guests and services, and those that have its addresses. */
export function podsAbout(subject: Subject, { pods = [], endpoints = [] }: Facts): PodFacts[] {
  const behind = endpoints
    .filter(({ namespace, service }) =>
      subject.services.some((one) => one.namespace === namespace && one.service === service),
    )
    .flatMap((slice) => slice.pods);
  const named = [...subject.pods, ...behind];
  return pods
    .filter(
      ({ namespace, name, vm, addresses }) =>
        named.some((one) => one.namespace === namespace && one.pod === name) ||
        subject.guests.some((one) => one.namespace === namespace && one.vm === vm) ||
        subject.addresses.some((address) => addresses.includes(address)),
    )
    .slice(0, mostPods);
}

/** The nodes of these pods, and those whose node ports are asked. */
export function nodesAbout(pods: readonly PodFacts[], { workers }: Subject, { nodes = [] }: Facts): string[] {
  const workerNames = nodes
    .filter(({ isControlPlane }) => !isControlPlane)
    .map(({ name }) => name)
    .toSorted();
  const asked = workers.flatMap((worker) => workerNames[worker - 1] ?? []);
  return [...new Set([...pods.flatMap(({ node }) => node ?? []), ...asked])].slice(0, mostNodes);
}

/** Namespaces with an attachment of a network that some namespaces are on: an address on it may be of a pod there. */
export function namespacesOfNetworks(namespaces: readonly string[], attachments: readonly AttachmentFacts[]): string[] {
  const networks = new Set(
    attachments.flatMap(({ namespace, network }) => (namespaces.includes(namespace) ? (network ?? []) : [])),
  );
  const others = attachments.filter(({ network }) => network !== undefined && networks.has(network));
  return [...new Set([...namespaces, ...others.map(({ namespace }) => namespace)])];
}
