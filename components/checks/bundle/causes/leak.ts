import type { Check } from "../../check.ts";
import { type Case, type Cause, namespacesOf } from "./cause.ts";
import { acls, networksAnnotation, policies } from "./commands.ts";

/** What should be blocked was reached. */
export function leak(c: Case): Cause[] {
  const { from, to } = c.check;
  const byDesign: Cause[] =
    to.kind === "node-port" || from.kind === "host"
      ? [
          {
            what: "node ports are reached across networks: OVN-Kubernetes means them to be",
            confirm: "kubectl get services -A",
          },
        ]
      : [];
  const unlabelled = (c.facts.namespaces ?? []).filter(
    ({ name, hasPrimaryNetwork }) => namespacesOf(c).includes(name) && !hasPrimaryNetwork,
  );
  const onDefault: Cause[] =
    to.kind === "pod-network" || to.kind === "service"
      ? unlabelled.map(({ name }) => ({
          what: `namespace ${name} has no label k8s.ovn.org/primary-user-defined-network, so its pods are on the default network, which all share`,
          confirm: `kubectl get namespace ${name} --show-labels`,
        }))
      : [];
  const [first, second] = isForAPolicy(c.check, c.twin)
    ? [lackOfPolicy(c), sharedNetwork(c)]
    : [sharedNetwork(c), lackOfPolicy(c)];
  return [...onDefault, ...byDesign, ...first, ...second];
}

/** The twin reaches the same pod from the same one, or there is no network between the two: then only a policy can make the difference. */
function isForAPolicy({ from, to }: Check, twin: Check | undefined): boolean {
  if (from.kind === "pod" && twin?.from.kind === "pod" && to.kind === "pod-network" && twin.to.kind === "pod-network")
    return (
      from.namespace === twin.from.namespace &&
      to.namespace === twin.to.namespace &&
      to.pod === twin.to.pod &&
      to.role === twin.to.role
    );
  return from.kind === "host" || to.kind === "host" || to.kind === "secondary-network";
}

function lackOfPolicy(c: Case): Cause[] {
  const namespaces = namespacesOf(c);
  const [namespace = "default"] = namespaces;
  const found = (c.facts.policies ?? []).filter(
    (one) => one.namespace === undefined || namespaces.includes(one.namespace),
  );
  const names = found.map(({ kind, name }) => `${kind} ${name}`).slice(0, 3);
  return [
    found.length === 0
      ? {
          what: `no policy in ${namespaces.join(", ") || "any namespace"} blocks it`,
          confirm: `kubectl get networkpolicies,multi-networkpolicies -A`,
        }
      : {
          what: `the policy does not select the pod, or lets this port through: ${names.join(", ")}`,
          confirm: policies(found[0]?.namespace ?? namespace),
        },
    { what: "the policy is not in OVN yet", confirm: acls(c) },
  ];
}

function sharedNetwork(c: Case): Cause[] {
  const { from, to } = c.check;
  const [namespace, pod] =
    "pod" in from ? [from.namespace, from.pod] : "pod" in to ? [to.namespace, to.pod] : [undefined, undefined];
  return [
    {
      what: "both ends are on one network: a network selects more namespaces than it should, or two have the same name",
      confirm: "kubectl get userdefinednetworks,clusteruserdefinednetworks,network-attachment-definitions -A -o yaml",
    },
    {
      what: "the address is not the one that should be blocked: the pod's roles or networks are others than they should be",
      confirm: namespace && pod ? networksAnnotation(namespace, pod) : "kubectl get pods -A -o wide",
    },
  ];
}

/** Policies where there should be none. */
export function unexpectedPolicies(names: readonly string[]): Cause[] {
  const [first = ""] = names;
  const [namespace, kind = "", name = ""] = first.split("/");
  const show =
    name && namespace
      ? `kubectl get ${kind.toLowerCase()} -n ${namespace} ${name} -o yaml`
      : `kubectl get ${first.replace("/", " ")} -o yaml`;
  return [
    { what: `somebody else made ${first} here`, confirm: show },
    {
      what: "a later step of the scenario is built already, which brings its own policy",
      confirm: "kubectl get networkpolicies,multi-networkpolicies -A --show-labels",
    },
    {
      what: "an operator on the cluster adds policies to every namespace",
      confirm: "kubectl get networkpolicies -A -o jsonpath='{.items[*].metadata.ownerReferences}'",
    },
  ];
}
