import { listName, type PodFacts } from "../facts.ts";
import { nodePodLabel, ovnNamespace } from "../ovn-state.ts";
import { subjectOf } from "../subject.ts";
import { type Case, type Cause, namespacesOf, podsOf } from "./cause.ts";
import { describePod, instance } from "./commands.ts";

/** What is wrong at the two ends of a check and below them, by its objects: the surest causes of a probe that came to nothing. */
export function evidence(c: Case): Cause[] {
  // What others rest on comes first: a pod without a node or a network is not ready either.
  return [
    ...missing(c),
    ...nodes(c),
    ...networks(c),
    ...unreadyPods(c),
    ...instances(c),
    ...endpoints(c),
    ...restarts(c),
  ];
}

function missing({ check, facts }: Case): Cause[] {
  const { known, pods = [], services = [] } = facts;
  const subject = subjectOf([check]);
  const cause = (kind: "pod" | "service", namespace: string, names: readonly string[]): Cause => ({
    what: `there is no ${kind} ${names.map((name) => `${namespace}/${name}`).join(" and no ")}: deleted, or never made`,
    confirm: `kubectl get ${kind}s -n ${namespace}`,
  });
  return subject.namespaces.flatMap((namespace) => {
    const lacking = (plural: string, names: readonly string[], all: readonly { namespace: string; name: string }[]) =>
      known?.has(listName(namespace, plural))
        ? names.filter((name) => !all.some((one) => one.namespace === namespace && one.name === name))
        : [];
    const wanted = subject.pods.filter((one) => one.namespace === namespace).map(({ pod }) => pod);
    const asked = subject.services.filter((one) => one.namespace === namespace).map(({ service }) => service);
    const noPods = lacking("pods", wanted, pods);
    const noServices = lacking("services", asked, services);
    return [
      ...(noPods.length > 0 ? [cause("pod", namespace, noPods)] : []),
      ...(noServices.length > 0 ? [cause("service", namespace, noServices)] : []),
    ];
  });
}

function unreadyPods(c: Case): Cause[] {
  // A launcher whose guest has moved away has done its work.
  const ends = podsOf(c).filter(({ vm, phase }) => vm === undefined || phase !== "Succeeded");
  return ends
    .filter(({ phase, ready }) => phase !== "Running" || !ready)
    .map((pod) => ({
      what: `pod ${pod.namespace}/${pod.name} ${pod.phase === "Running" ? "is not ready" : `is not running but ${pod.phase}`}${inBrackets(whyOf(pod))}`,
      confirm: describePod(pod.namespace, pod.name),
    }));
}

function whyOf({ containers, problem }: PodFacts): string | undefined {
  const waiting = containers.find((one) => one.waiting !== undefined);
  const stopped = containers.find((one) => !one.ready && one.ended !== undefined);
  if (waiting) return `container ${waiting.name}: ${waiting.waiting ?? ""}`;
  return problem ?? (stopped && `container ${stopped.name}: ${stopped.ended ?? ""}`);
}

function instances({ check, facts }: Case): Cause[] {
  const { known, instances: all = [] } = facts;
  return subjectOf([check]).guests.flatMap(({ namespace, vm }): Cause[] => {
    const found = all.find((one) => one.namespace === namespace && one.name === vm);
    if (found?.phase === "Running" || !known?.has(listName(namespace, "virtualmachineinstances"))) return [];
    const what = found
      ? `virtual machine ${namespace}/${vm} is not running but ${found.phase}${inBrackets(found.problems[0])}`
      : `virtual machine ${namespace}/${vm} was not started`;
    return [{ what, confirm: found ? instance(namespace, vm) : `kubectl get vm,vmi -n ${namespace}` }];
  });
}

function networks(c: Case): Cause[] {
  const ofEnds = (c.facts.networks ?? []).filter(
    ({ namespace }) => namespace === undefined || namespacesOf(c).includes(namespace),
  );
  return ofEnds
    .filter(({ created }) => created !== true)
    .map(({ kind, namespace, name, message }) => ({
      what: `${kind} ${namespace ? `${namespace}/` : ""}${name} was not created${inBrackets(message)}`,
      confirm: `kubectl get ${kind.toLowerCase()}${namespace ? ` -n ${namespace}` : ""} ${name} -o yaml`,
    }));
}

function nodes(c: Case): Cause[] {
  const names = [...new Set(podsOf(c).flatMap(({ node }) => node ?? []))];
  return names.flatMap((name): Cause[] => {
    const node = c.facts.nodes?.find((one) => one.name === name);
    if (node && !node.ready)
      return [
        { what: `node ${name} is not Ready${inBrackets(node.problem)}`, confirm: `kubectl describe node ${name}` },
      ];
    const { ovn = [] } = c.facts;
    const pod = ovn.find((one) => one.node === name && one.labels["app"] === nodePodLabel);
    const why = pod && (whyOf(pod) ?? pod.phase);
    // On an existing cluster OVN-Kubernetes may have another namespace.
    if (pod ? pod.ready : ovn.length === 0) return [];
    return [
      {
        what: pod
          ? `OVN-Kubernetes is not ready on node ${name}${inBrackets(why)}`
          : `OVN-Kubernetes does not run on node ${name}`,
        confirm: pod ? describePod(ovnNamespace, pod.name) : `kubectl get pods -n ${ovnNamespace} -o wide`,
      },
    ];
  });
}

function endpoints({ check, facts }: Case): Cause[] {
  const { known, endpoints: all = [] } = facts;
  return subjectOf([check])
    .services.filter(
      ({ namespace, service }) =>
        known?.has(listName(namespace, "endpointslices")) &&
        !all.some((slice) => slice.namespace === namespace && slice.service === service && slice.ready > 0),
    )
    .map(({ namespace, service }) => ({
      what: `service ${namespace}/${service} has no pod that is ready`,
      confirm: `kubectl get endpointslices,pods -n ${namespace} -o wide`,
    }));
}

function restarts(c: Case): Cause[] {
  return podsOf(c).flatMap(({ namespace, name, containers }) =>
    containers
      .filter((one) => one.restarts > 0)
      .map((one) => ({
        what: `container ${one.name} of pod ${namespace}/${name} restarted ${one.restarts === 1 ? "once" : `${one.restarts} times`}${inBrackets(one.ended)}`,
        confirm: `kubectl logs -n ${namespace} ${name} -c ${one.name} --previous`,
      })),
  );
}

function inBrackets(words: string | undefined): string {
  return words ? ` (${words.length > 160 ? `${words.slice(0, 160)}…` : words})` : "";
}
