import type { Check } from "../check.ts";
import { namespacesOfNetworks, nodesAbout, podsAbout } from "./about.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { Collection } from "./collection.ts";
import { eventsJob } from "./events.ts";
import { type Facts, listName } from "./facts.ts";
import { type Job, runJobs } from "./jobs.ts";
import { listJob, type Lists, objectJobs } from "./lists.ts";
import { logJobs } from "./logs.ts";
import { controlPlaneLabel, nodePodLabel, ovnJobs, ovnNamespace } from "./ovn-state.ts";
import { dnsLabel, dnsNamespace, readAttachments, readFacts } from "./read-facts.ts";
import { type Subject, subjectOf } from "./subject.ts";

export interface CollectLimits {
  /** Seconds for all. */
  readonly total: number;
  /** Seconds for one question. */
  readonly each: number;
  /** Questions at the same time. */
  readonly atOnce: number;
}

export const defaultCollectLimits: CollectLimits = { total: 30, each: 10, atOnce: 8 };

/**
 * Collects what a cluster tells of checks that did not pass: objects and events first, by which it finds the pods and nodes that they are
 * about, then logs and OVN's state. What cannot be had stands in the collection too.
 * @param checks with the twin, if there is one
 */
export async function collect(
  checks: readonly Check[],
  reader: ClusterReader,
  collection: Collection,
  { total, each, atOnce }: CollectLimits = defaultCollectLimits,
): Promise<Facts> {
  const start = Date.now();
  /** @param part of the whole time after which these jobs are over */
  const run = (jobs: readonly Job[], part: number): Promise<void> =>
    runJobs(jobs, { each, atOnce, end: start + part * total * 1000 }, (what, reason) =>
      collection.addMissing(what, reason),
    );
  const lists: Lists = new Map();
  const subject = await onItsNetworks(subjectOf(checks), lists, reader, collection, run);
  const { namespaces, resolvesNames } = subject;
  await run(
    [
      ...objectJobs(namespaces, reader, lists, collection),
      ...namespaces.map((namespace) => eventsJob(namespace, reader, collection)),
      listJob(
        { path: `/api/v1/namespaces/${ovnNamespace}/pods`, plural: "pods", namespace: ovnNamespace },
        reader,
        lists,
        collection,
      ),
      ...(resolvesNames ? [dnsJob(lists, reader, collection)] : []),
    ],
    0.5,
  );
  const facts = readFacts(namespaces, lists);
  const pods = podsAbout(subject, facts);
  const nodes = nodesAbout(pods, subject, facts);
  if (nodes.length === 0) collection.addMissing("OVN's and Open vSwitch's state", "no node is known that it is about");
  const ovn = facts.ovn ?? [];
  const controllers = ovn.filter(({ node, labels }) => labels["app"] === nodePodLabel && nodes.includes(node ?? ""));
  const managers = ovn.filter(({ labels }) => labels["name"] === controlPlaneLabel);
  await run(
    [
      ...pods.flatMap((pod) => logJobs(pod, reader, collection)),
      ...ovnJobs(nodes, ovn, subject, reader, collection),
      ...controllers.flatMap((pod) =>
        logJobs(pod, reader, collection, ["ovnkube-controller", "ovn-controller", "ovn-northd"]),
      ),
      ...managers.flatMap((pod) => logJobs(pod, reader, collection)),
      ...(facts.dns ?? []).flatMap((pod) => logJobs(pod, reader, collection)),
    ],
    1,
  );
  return facts;
}

/** A fixed address may be of a pod in another namespace on the same network. */
async function onItsNetworks(
  subject: Subject,
  lists: Lists,
  reader: ClusterReader,
  collection: Collection,
  run: (jobs: readonly Job[], part: number) => Promise<void>,
): Promise<Subject> {
  if (subject.addresses.length === 0) return subject;
  const plural = "network-attachment-definitions";
  await run([listJob({ path: `/apis/k8s.cni.cncf.io/v1/${plural}`, plural }, reader, lists, collection)], 0.2);
  const attachments = readAttachments(lists.get(listName(undefined, plural)) ?? []);
  return { ...subject, namespaces: namespacesOfNetworks(subject.namespaces, attachments) };
}

function dnsJob(lists: Lists, reader: ClusterReader, collection: Collection): Job {
  const path = `/api/v1/namespaces/${dnsNamespace}/pods?labelSelector=${encodeURIComponent(dnsLabel)}`;
  return listJob({ path, plural: "pods", namespace: dnsNamespace }, reader, lists, collection);
}
