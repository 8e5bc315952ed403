import { late, refused, noProbe, answer, noReplies, pod, ovn, overlayPods, green, type Row } from "./causes-support.ts";

/** Pods, networks and policies that keep a probe from its target. */
export const podRows: Record<string, Row> = {
  "a pod that waits for its image": [
    "O1",
    noProbe("exec in tenantblue/podclient: container not found"),
    {
      pods: [
        pod("tenantblue", "podclient", {
          phase: "Pending",
          ready: false,
          containers: [
            {
              name: "http-server",
              started: false,
              ready: false,
              restarts: 0,
              waiting: "ImagePullBackOff: no such image",
            },
          ],
        }),
      ],
    },
    /podclient is not running but Pending \(container http-server: ImagePullBackOff: no such image\) -> kubectl describe pod -n tenantblue podclient$/,
    /the container is not there/,
    /kubelet does not answer/,
  ],
  "a pod that is not there": [
    "O1",
    noProbe('pods "blue-server" not found'),
    { known: new Set(["tenantblue/pods"]), pods: [pod("tenantblue", "podclient")] },
    /there is no pod tenantblue\/blue-server.* -> kubectl get pods -n tenantblue$/,
    /deleted, or was never made/,
    /lab:step/,
  ],
  "all pods that are not there, and a service": [
    "P08",
    noProbe('services "service-blue" not found'),
    {
      known: new Set(["blue/pods", "blue/services"]),
      pods: [],
      services: [{ namespace: "green", name: "service-blue" }],
    },
    /there is no pod blue\/app-blue-0: deleted/,
    /there is no service blue\/service-blue: deleted, or never made -> kubectl get services -n blue$/,
    /deleted, or was never made/,
  ],
  "both pods that are not there": [
    "P01",
    noProbe('pods "app-blue-1" not found'),
    { known: new Set(["blue/pods"]), pods: [] },
    /there is no pod blue\/app-blue-0 and no blue\/app-blue-1: deleted/,
    /deleted, or was never made/,
    /lab:step/,
  ],
  "a pod that restarted": [
    "O1",
    refused,
    {
      pods: [
        pod("tenantblue", "podclient"),
        pod("tenantblue", "blue-server", {
          containers: [{ name: "http-server", started: true, ready: true, restarts: 3, ended: "Error, exit 137" }],
        }),
      ],
    },
    /container http-server of pod tenantblue\/blue-server restarted 3 times \(Error, exit 137\) -> kubectl logs -n tenantblue blue-server -c http-server --previous$/,
    /its server is down/,
    /made anew/,
  ],
  "a server that is down in a pod that runs": [
    "O1",
    refused,
    { pods: overlayPods },
    /its server is down.* -> kubectl logs -n tenantblue blue-server/,
    /made anew.*-> kubectl get pod -n tenantblue blue-server/,
    /another machine or pod has the address/,
  ],
  "a secondary network that has no route yet": [
    "O2",
    { kind: "no answer", reason: "no connection (curl exit 7: No route to host)" },
    {
      pods: overlayPods,
      attachments: [green("tenantblue"), green("tenantyellow")],
      ovn: [ovn("worker"), ovn("worker2")],
    },
    /still being programmed/,
    /different networks.*-> kubectl get network-attachment-definitions/,
    /packets between nodes worker and worker2 are lost/,
  ],
  "a port that is not up, on the target's node": [
    "O2",
    late,
    {
      pods: [overlayPods[1], overlayPods[2]]
        .filter((one) => one !== undefined)
        .map((one) => ({ ...one, node: "worker2" })),
      ovn: [ovn("worker"), ovn("worker2")],
    },
    /different networks/,
    /still being programmed/,
    /its port is not up -> kubectl exec -n ovn-kubernetes ovnkube-node-worker2 -c nb-ovsdb -- ovn-nbctl find Logical_Switch_Port external_ids:namespace=tenantyellow$/,
  ],
  "a policy on a secondary network": [
    "O2",
    late,
    {
      pods: overlayPods,
      policies: [
        { kind: "MultiNetworkPolicy", namespace: "tenantyellow", name: "deny" },
        { kind: "NetworkPolicy", namespace: "tenantblue", name: "x" },
      ],
    },
    /a policy forbids it: MultiNetworkPolicy tenantyellow\/deny -> kubectl get .* -n tenantyellow/,
    /different networks/,
    /still being programmed/,
  ],
  "a network that was not created": [
    "P01",
    noProbe("blue/app-blue-1: no network with the role primary; default (infrastructure-locked)"),
    {
      networks: [
        {
          kind: "UserDefinedNetwork",
          namespace: "blue",
          name: "blue-network",
          created: false,
          message: "SyncError: overlaps",
        },
        { kind: "UserDefinedNetwork", namespace: "green", name: "green-network", created: false },
      ],
    },
    /UserDefinedNetwork blue\/blue-network was not created \(SyncError: overlaps\) -> kubectl get userdefinednetwork -n blue blue-network -o yaml$/,
    /namespace blue got its label/,
    /made before its network/,
  ],
  "an address that is not in the annotations of a secondary network": [
    "O1",
    noProbe("tenantblue/blue-server: no annotation k8s.v1.cni.cncf.io/network-status"),
    { pods: overlayPods },
    /made before multus/,
    /no NetworkAttachmentDefinition tenantblue\/shared-net/,
    /not set up yet.*-> kubectl describe pod -n tenantblue blue-server$/,
  ],
  "a node that is not Ready": [
    "P01",
    noReplies,
    {
      pods: [pod("blue", "app-blue-0"), pod("blue", "app-blue-1")],
      nodes: [{ name: "worker", ready: false, isControlPlane: false, problem: "kubelet stopped" }],
    },
    /node worker is not Ready \(kubelet stopped\) -> kubectl describe node worker$/,
    /two pods are on different networks/,
    /still being programmed/,
  ],
  "OVN-Kubernetes that does not run on the node": [
    "P01",
    noReplies,
    {
      pods: [pod("blue", "app-blue-0")],
      ovn: [
        ovn("worker", {
          ready: false,
          containers: [{ name: "nb-ovsdb", started: true, ready: false, restarts: 9, waiting: "CrashLoopBackOff" }],
        }),
      ],
    },
    /OVN-Kubernetes is not ready on node worker \(container nb-ovsdb: CrashLoopBackOff\) -> kubectl describe pod -n ovn-kubernetes ovnkube-node-worker$/,
    /different networks/,
    /still being programmed/,
  ],
  "a reply that names another pod": [
    "P21",
    answer("app-green-1"),
    {},
    /"app-green-1" answers there/,
    /made anew/,
    /overlap/,
  ],
  "a ping that another pod answers": [
    "P01",
    { kind: "replies", address: "10.244.1.5", sent: 3, count: 3, identity: answer("stranger") },
    {},
    /"stranger" answers there/,
    /made anew/,
    /overlap/,
  ],
  "a service that answers with another's pod": [
    "P08",
    answer("app-green-0"),
    {},
    /selects other pods too -> kubectl get endpointslices -n blue/,
    /another's/,
    /made anew/,
  ],
};
