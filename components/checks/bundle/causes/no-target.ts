import { type Case, type Cause, namespacesOf } from "./cause.ts";
import { controllerLog, describePod, events, networksAnnotation } from "./commands.ts";

/** The address is not in the pod's annotations. */
export function noAddress(c: Case): Cause[] {
  const { to } = c.check;
  const { namespace, name } =
    "pod" in to ? { namespace: to.namespace, name: to.pod } : { namespace: namespaceOf(c), name: "" };
  const annotation = name ? networksAnnotation(namespace, name) : events(namespace);
  if (to.kind === "secondary-network")
    return [
      {
        what: "the pod was made before multus or its attachment was there, so it is on the default network alone",
        confirm: annotation,
      },
      {
        what: `there is no NetworkAttachmentDefinition ${to.network}, or the pod asks for another`,
        confirm: `kubectl get network-attachment-definitions -n ${namespace} -o yaml`,
      },
      { what: "the pod's network is not set up yet, or setting it up fails", confirm: describePod(namespace, to.pod) },
    ];
  return [
    {
      what: `namespace ${namespace} got its label k8s.ovn.org/primary-user-defined-network too late or not at all`,
      confirm: `kubectl get namespace ${namespace} --show-labels`,
    },
    {
      what: "the pod was made before its network, or its network has no addresses of this family",
      confirm: annotation,
    },
    { what: "OVN-Kubernetes has not given the pod its addresses", confirm: controllerLog(c) },
  ];
}

/** The Service, the node or this machine has no address or port to ask. */
export function noTarget(c: Case): Cause[] {
  const { to } = c.check;
  if (to.kind === "service" || to.kind === "node-port")
    return [
      {
        what: `service ${to.namespace}/${to.service} has another type or other families of addresses than the scenario gives it`,
        confirm: `kubectl get service -n ${to.namespace} ${to.service} -o yaml`,
      },
      {
        what: "the cluster has fewer workers than the scenario needs (lab:workers)",
        confirm: "kubectl get nodes -o wide",
      },
      {
        what: "the cluster has no addresses of this family (lab:ipFamily)",
        confirm: "kubectl get nodes -o jsonpath='{.items[*].status.addresses}'",
      },
    ];
  return [
    {
      what: "this machine is not on the network of the nodes (a remote engine, Docker Desktop, a rootless engine)",
      confirm: "ip address; kubectl get nodes -o wide",
    },
    {
      what: "the nodes have no InternalIP of this family (lab:ipFamily)",
      confirm: "kubectl get nodes -o jsonpath='{.items[*].status.addresses}'",
    },
    { what: "the kubeconfig is of another cluster", confirm: "kubectl config view --minify" },
  ];
}

function namespaceOf(c: Case): string {
  return namespacesOf(c)[0] ?? "default";
}
