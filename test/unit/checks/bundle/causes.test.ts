import assert from "node:assert/strict";
import { type Case, likelyCauses } from "../../../../components/checks/bundle/causes/likely-causes.ts";
import type { Facts, PodFacts } from "../../../../components/checks/bundle/facts.ts";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";
import type { Observation } from "../../../../components/checks/observation.ts";
import { judge } from "../../../../components/checks/verdict.ts";
import { loadScenario, scenarioNames } from "../../../../stacks/registry.ts";

const checks = (await Promise.all(scenarioNames.map((name) => loadScenario(name)))).flatMap((one) => one.checks);
const checkOf = (id: string) => {
  const check = checks.find((one) => one.id === id);
  assert.ok(check, id);
  return check;
};

const late: Observation = { kind: "no answer", reason: "time-out (curl exit 28: Connection timed out)" };
const refused: Observation = { kind: "refused", reason: "refused (curl exit 7: Connection refused)" };
const noProbe = (reason: string): Observation => ({ kind: "no probe", reason });
const answer = (body: string, status = 200): Observation => ({ kind: "answer", status, body });
const noReplies: Observation = { kind: "replies", address: "10.244.1.5", sent: 3, count: 0 };

const pod = (namespace: string, name: string, also: Partial<PodFacts> = {}): PodFacts => ({
  namespace,
  name,
  phase: "Running",
  ready: true,
  node: "worker",
  labels: {},
  addresses: [],
  containers: [{ name: "main", started: true, ready: true, restarts: 0 }],
  ...also,
});
const ovn = (node: string, also: Partial<PodFacts> = {}) =>
  pod("ovn-kubernetes", `ovnkube-node-${node}`, { node, labels: { app: "ovnkube-node" }, ...also });
const overlayPods = [
  pod("tenantblue", "blue-server"),
  pod("tenantblue", "podclient"),
  pod("tenantyellow", "yellow-server", { node: "worker2" }),
];
const green = (namespace: string) => ({ namespace, name: "shared-net", network: "green-network", topology: "layer2" });
const vlan = {
  namespace: "data-consumer",
  name: "db-access-net",
  network: "data-net",
  topology: "localnet",
  vlan: 123,
};
const connection = { before: { seconds: 9, bitsPerSecond: 1e8 } };
const after = {
  carries: false,
  bitsPerSecond: 0,
  quietIntervals: 600,
  outageMs: 60_000,
  outageStart: 12,
  intervalSeconds: 0.1,
  retransmits: 5,
};
const place = { node: "worker", pod: "a" };
const guestLink = { name: "eth0", mtu: 1500, addresses: [{ cidr: "192.168.0.3/16", dynamic: true }] };

type Row = readonly [id: string, seen: Observation, facts: Facts, ...three: readonly [RegExp, RegExp, RegExp]];

/** What is expected of the three in their order: of each its words and its command, ` -> ` between them. */
const table: Record<string, Row> = {
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
  "a service without pods": [
    "P08",
    late,
    {
      known: new Set(["blue/endpointslices"]),
      endpoints: [{ namespace: "blue", service: "service-blue", ready: 0, pods: [] }],
    },
    /service blue\/service-blue has no pod that is ready/,
    /of another network/,
    /no load balancer/,
  ],
  "a node port that this machine does not reach": [
    "P11",
    late,
    {},
    /this machine does not reach the nodes' network/,
    /still being programmed/,
    /its port is not up/,
  ],
  "a policy that leaks, for another port of the same pod": [
    "P25",
    answer("app-yellow-1"),
    { policies: [{ kind: "NetworkPolicy", namespace: "red", name: "allow" }] },
    /does not select the pod, or lets this port through: NetworkPolicy allow -> kubectl get .* -n red/,
    /not in OVN yet -> .* ovn-nbctl list ACL$/,
    /one network/,
  ],
  "a policy that is missing": [
    "L5",
    { kind: "connected" },
    {},
    /no policy in data-adapter blocks it/,
    /not in OVN yet/,
    /one network/,
  ],
  "networks that leak into each other": [
    "P26",
    answer("app-blue-1"),
    { policies: [{ kind: "NetworkPolicy", namespace: "red", name: "allow" }] },
    /both ends are on one network/,
    /not the one that should be blocked/,
    /does not select/,
  ],
  "a leak by a reset": [
    "P23",
    refused,
    {},
    /both ends are on one network/,
    /not the one that should be blocked/,
    /no policy in red, blue/,
  ],
  "a leak by a namespace without its label": [
    "P06",
    { kind: "replies", address: "10.244.1.5", sent: 3, count: 3, identity: answer("app-green-1") },
    {
      namespaces: [
        { name: "blue", hasPrimaryNetwork: true },
        { name: "green", hasPrimaryNetwork: false },
      ],
    },
    /namespace green has no label .*-> kubectl get namespace green --show-labels$/,
    /one network/,
    /not the one/,
  ],
  "policies where there should be none": [
    "P05",
    { kind: "objects", names: ["red/NetworkPolicy/mine"] },
    {},
    /somebody else made red\/NetworkPolicy\/mine here -> kubectl get networkpolicy -n red mine/,
    /later step/,
    /operator/,
  ],
  "DNS that is down": [
    "P13",
    { kind: "unresolved", reason: "name not resolved (curl exit 6)" },
    { dns: [pod("kube-system", "coredns-1", { ready: false }), pod("kube-system", "coredns-2")] },
    /DNS is not ready: pod coredns-1 -> kubectl logs -n kube-system coredns-1/,
    /does not reach the cluster's DNS/,
    /CoreDNS answers with errors/,
  ],
  "a name of the internet": [
    "P17b",
    { kind: "unresolved", reason: "name not resolved" },
    { policies: [{ kind: "NetworkPolicy", namespace: "green", name: "deny" }] },
    /a policy forbids DNS: NetworkPolicy green\/deny/,
    /no DNS server that knows the internet/,
    /does not reach the cluster's DNS/,
  ],
  "the internet that is not reached": [
    "P17",
    noReplies,
    {},
    /no way to the internet/,
    /not translated.* -> .*ovn-nbctl list NAT$/,
    /still being programmed/,
  ],
  "an exec that is forbidden": [
    "P01",
    noProbe("exec in blue/app-blue-0: Unexpected server response: 403"),
    {},
    /may not run commands in pods -> kubectl auth can-i/,
    /container is not there/,
    /kubelet/,
  ],
  "an exec that never ends": [
    "P01",
    noProbe("no end of the command within 30 s"),
    {},
    /overloaded/,
    /kubelet/,
    /container/,
  ],
  "a container without the tool": [
    "O1",
    noProbe('curl did not work (curl exit -1: exec: "curl": executable file not found in $PATH)'),
    {},
    /no tool for http/,
    /NET_RAW/,
    /imageMirror/,
  ],
  "a container that could not be added": [
    "L5",
    noProbe("container probe of pod data-adapter/turtle-db-adapter: not within 60 s; last seen: ImagePullBackOff"),
    {},
    /cannot be pulled -> kubectl describe pod -n data-adapter turtle-db-adapter$/,
    /ended/,
    /too slow/,
  ],
  "an API server that is gone": [
    "P05",
    noProbe("connect ECONNREFUSED 127.0.0.1:6443"),
    {},
    /the API server does not answer/,
    /other addresses/,
    /kubeconfig is of another/,
  ],
  "a console that somebody has": [
    "V4",
    noProbe("the console of red-namespace/red: not within 60 s; last seen: the console was closed (1006)"),
    {},
    /somebody else has the console/,
    /does not open the console/,
    /booting/,
  ],
  "a guest that boots": [
    "V4",
    noProbe('no shell on the console within 60 s; last seen: "[  OK  ] Started"'),
    {},
    /still booting.* -> virtctl console -n red-namespace red$/,
    /login is refused/,
    /somebody else/,
  ],
  "a login that is refused": [
    "V4",
    noProbe('no shell on the console within 60 s; last seen: "Login incorrect"'),
    {},
    /login is refused/,
    /booting/,
    /somebody else/,
  ],
  "a console that KubeVirt does not open": [
    "V4",
    noProbe("HTTP 400: Console is only available when the VMI is running"),
    {
      known: new Set(["red-namespace/virtualmachineinstances"]),
      instances: [
        {
          namespace: "red-namespace",
          name: "red",
          phase: "Scheduling",
          problems: ["Ready: no node has devices.kubevirt.io/kvm"],
          hasAgent: false,
        },
      ],
    },
    /virtual machine red-namespace\/red is not running but Scheduling \(Ready: no node has/,
    /does not open the console/,
    /somebody else/,
  ],
  "a guest without an address": [
    "V4",
    noProbe("virtual machine blue-namespace/blue: no address on interface happy; it has none"),
    {},
    /still booting/,
    /no agent/,
    /gave the guest no address/,
  ],
  "a guest without psql": [
    "L1",
    noProbe("psql did not work (exit 127: bash: psql: command not found)"),
    {},
    /psql is not in the guest/,
    /cloud-init is not done/,
    /image is not the scenario's/,
  ],
  "a guest that took another MTU": [
    "V1",
    { kind: "guest network", links: [guestLink], defaultRoutes: [] },
    {},
    /another MTU or route/,
    /another network/,
    /binding/,
  ],
  "a guest that got no address": [
    "V1",
    { kind: "guest network", links: [{ ...guestLink, addresses: [] }], defaultRoutes: [] },
    {},
    /no answer by DHCP/,
    /binding/,
    /another network/,
  ],
  "an interface of another network": [
    "V3",
    { kind: "interface", addresses: ["10.0.2.2"], mac: undefined, podInterface: "eth0" },
    {},
    /another network/,
    /binding/,
    /agent has not reported/,
  ],
  "a database that is down": [
    "L0",
    refused,
    {},
    /the database does not run.* -> docker ps/,
    /another PostgreSQL/,
    /between ends the connection/,
  ],
  "a database with other credentials": [
    "L0",
    { kind: "refused", reason: 'FATAL: password authentication failed for user "splinter"' },
    {},
    /user, password or database are others/,
    /another PostgreSQL/,
    /does not run/,
  ],
  "a database without its table": [
    "L1",
    { kind: "refused", reason: 'ERROR: relation "ninja_turtles" does not exist' },
    {},
    /adapter has not made its table/,
    /another PostgreSQL/,
    /others/,
  ],
  "rows that are others": [
    "L1",
    { kind: "rows", rows: ["1|shredder"] },
    {},
    /adapter has not written its rows/,
    /changed the rows/,
    /another database/,
  ],
  "an adapter that answers with other rows": [
    "L2",
    answer('{"Ok":[]}'),
    {},
    /adapter has not written its rows/,
    /changed the rows/,
    /another database/,
  ],
  "an adapter that has lost its database": [
    "L2",
    answer("", 500),
    { pods: [pod("data-adapter", "turtle-db-adapter", { addresses: ["192.168.200.10"] })] },
    /HTTP 500\) -> kubectl logs -n data-adapter turtle-db-adapter/,
    /such as its database/,
    /another server/,
  ],
  "a VLAN that leads elsewhere": [
    "L1",
    { kind: "no answer", reason: "time-out after 5 s" },
    { attachments: [vlan] },
    /VLAN does not lead to the address: its id differs from 123.* -> ip -d link/,
    /no mapping of the network/,
    /still being programmed/,
  ],
  "a migration that found no room": [
    "V6",
    { kind: "migration", phase: "Failed", reason: "no room", before: place, after: place },
    {
      pods: [
        pod("blue-namespace", "virt-launcher-blue-x", {
          vm: "blue",
          phase: "Pending",
          ready: false,
          problem: "Unschedulable: 1 Insufficient memory",
        }),
      ],
      instances: [],
    },
    /virt-launcher-blue-x is not running but Pending/,
    /no other node takes it.*\(Unschedulable: 1 Insufficient memory\) -> kubectl describe pod -n blue-namespace virt-launcher-blue-x$/,
    /virt-handlers/,
  ],
  "a migration that KubeVirt refuses": [
    "V6",
    { kind: "migration", phase: "Failed", before: place, after: place },
    {
      instances: [
        {
          namespace: "blue-namespace",
          name: "blue",
          phase: "Running",
          problems: ["LiveMigratable: InterfaceNotLiveMigratable"],
          hasAgent: true,
        },
      ],
    },
    /cannot be migrated \(LiveMigratable: InterfaceNotLiveMigratable\)/,
    /no other node/,
    /virt-handlers/,
  ],
  "a migration that took too long": [
    "V6",
    { kind: "migration", phase: "Running", reason: "not over within 600 s", before: place, after: place },
    {},
    /too slow/,
    /no other node/,
    /virt-handlers/,
  ],
  "a connection without data": [
    "V5",
    { kind: "connection", before: { seconds: 0, bitsPerSecond: 0 } },
    {},
    /do not reach each other/,
    /iperf3 server/,
    /MTU/,
  ],
  "an iperf3 server that is gone": [
    "V5",
    { kind: "connection", error: "unable to connect", before: { seconds: 0, bitsPerSecond: 0 } },
    {},
    /iperf3 server ended/,
    /do not reach each other/,
    /MTU/,
  ],
  "an iperf3 that is not in the guest": [
    "V5",
    noProbe("guest of blue-namespace/blue: iperf3 ended with 127: command not found"),
    {},
    /no tool for iperf3/,
    /cloud-init/,
    /image/,
  ],
  "a connection that the migration broke": [
    "V7",
    { kind: "connection", error: "connection reset by peer", ...connection, after },
    {},
    /another address on the new node -> kubectl get ipamclaims -n blue-namespace/,
    /iperf3 server/,
    /did not move/,
  ],
  "a connection that stays quiet after the migration": [
    "V7",
    { kind: "connection", ...connection, after },
    {},
    /did not move the guest's port/,
    /old node/,
    /pause was too long/,
  ],
  "an address that changed with the migration": [
    "V8",
    {
      kind: "identity",
      before: { node: "a", addresses: ["1"], mac: "m" },
      after: { node: "b", addresses: ["2"], mac: "m" },
    },
    {},
    /not kept/,
    /has not reported/,
    /restarted instead/,
  ],
};

const caseOf = (id: string, seen: Observation, facts: Facts): Case => {
  const check = checkOf(id);
  const { expect } = check;
  return { check, twin: expect.kind === "blocked" ? checkOf(expect.twin) : undefined, seen, repeat: "", facts };
};
const { text: scrub } = scrubber();

describe("the three likeliest causes", () => {
  for (const [what, [id, seen, facts, ...expected]] of Object.entries(table))
    it(`of ${what} (${id})`, () => {
      // A row of something that passes would test nothing.
      assert.notEqual(judge(checkOf(id).expect, seen), "passed");
      const lines = likelyCauses(caseOf(id, seen, facts)).map(({ what: words, confirm }) => `${words} -> ${confirm}`);
      for (const [i, pattern] of expected.entries()) assert.match(lines[i] ?? "", pattern, lines.join("\n"));
    });

  it("are three different ones with a command each, and nothing that has to be scrubbed, for every check and whatever was seen", () => {
    for (const check of checks)
      for (const [, seen, own] of Object.values(table))
        for (const facts of [{}, own]) {
          const causes = likelyCauses(caseOf(check.id, seen, facts));
          assert.equal(new Set(causes.map(({ what }) => what)).size, 3);
          for (const { what, confirm } of causes) {
            assert.ok(
              what !== "" && confirm.trim() !== "" && !confirm.includes("undefined") && !what.includes("undefined"),
              `${check.id}: ${what} -> ${confirm}`,
            );
            assert.equal(scrub(`${what} -> ${confirm}`), `${what} -> ${confirm}`);
          }
        }
  });
});
