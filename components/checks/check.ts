import { z } from "zod";

const text = z.string().min(1);

const pod = z.object({ namespace: text, pod: text });

const guest = z.object({ namespace: text, vm: text });

/** Where a probe runs: in a container of a pod (exec through the API server), in a virtual machine's guest (its serial console), on the machine that runs the program, or as a question to the API. */
const source = z.discriminatedUnion("kind", [
  pod.extend({
    kind: z.literal("pod"),
    container: text,
    /** Image, one of agnhost's, of a container that is added to the pod for the probe, under the name in `container`: for pods that have no tools. */
    added: text.optional(),
  }),
  guest.extend({ kind: z.literal("guest") }),
  z.object({ kind: z.literal("host") }),
  z.object({ kind: z.literal("api") }),
]);

/** What a probe goes to, by role: the address is learned when the check runs. */
const target = z.discriminatedUnion("kind", [
  /** A pod on a secondary network, `<namespace>/<NetworkAttachmentDefinition>`. */
  pod.extend({ kind: z.literal("secondary-network"), network: text }),
  /** A pod on its primary network, or on the cluster's default network, which its kubelet uses. */
  pod.extend({ kind: z.literal("pod-network"), role: z.enum(["primary", "infrastructure-locked"]) }),
  /** A Service by its cluster address. */
  z.object({ kind: z.literal("service"), namespace: text, service: text }),
  /** A Service by a node port, on the address of the nth worker node (1 is the first by name). */
  z.object({ kind: z.literal("node-port"), namespace: text, service: text, worker: z.int().min(1) }),
  /** A virtual machine by an interface of its VirtualMachineInstance's status. */
  guest.extend({ kind: z.literal("guest"), interface: text }),
  /** This machine by its address on the network of the cluster's nodes. */
  z.object({ kind: z.literal("this-machine") }),
  /** The guest that the probe runs in. */
  z.object({ kind: z.literal("itself") }),
  /** A fixed name or address, in the cluster or outside. */
  z.object({ kind: z.literal("host"), host: text }),
  /** NetworkPolicies, AdminNetworkPolicies and BaselineAdminNetworkPolicies that select pods of these namespaces. */
  z.object({ kind: z.literal("policies"), namespaces: z.array(text).min(1) }),
]);

const probe = z.discriminatedUnion("kind", [
  /** An HTTP GET without proxy or redirects. The port of a node-port target is the Service's own. */
  z.object({
    kind: z.literal("http"),
    port: z.int().optional(),
    path: text,
    /** Header `Content-Type` of the request. */
    contentType: text.optional(),
  }),
  /** A TCP connection that is opened and closed. */
  z.object({ kind: z.literal("tcp"), port: z.int() }),
  /** A query to the PostgreSQL database of scenario localnet, as its user. Rows are seen as lines, cells with `|` between them. */
  z.object({ kind: z.literal("sql"), port: z.int(), query: text }),
  /** Addresses, routes and MTU as the guest itself sees them. */
  z.object({ kind: z.literal("guest-network") }),
  /** A virtual machine's interface as its VirtualMachineInstance reports it. */
  z.object({ kind: z.literal("interface") }),
  /** One TCP connection with iperf3 that lasts over a live migration of its server; see `experiment`. */
  z.object({ kind: z.literal("iperf3"), port: z.int() }),
  /** A live migration of the target. */
  z.object({ kind: z.literal("migration") }),
  /** Three echo requests; the replies are counted. With `identity`, whoever replies is asked for its name by HTTP. */
  z.object({ kind: z.literal("icmp"), identity: z.object({ port: z.int(), path: text }).optional() }),
  /** A question to the DNS, by the source's own resolver, for the name's addresses: A or AAAA by the family. */
  z.object({ kind: z.literal("dns"), name: text }),
  /** A list request to the API. */
  z.object({ kind: z.literal("list") }),
]);

const expectation = z.discriminatedUnion("kind", [
  /** The target answers, and by HTTP with one of `bodies`, which name it; without bodies any reply to a ping will do. */
  z.object({ kind: z.literal("reachable"), bodies: z.array(text) }),
  /** Something answers: with HTTP, whatever its status, or with the rows of a query, also with none. */
  z.object({ kind: z.literal("answers") }),
  /** The target, whose HTTP body would be one of `bodies`, is not reached. Proves something only if check `twin` passes in the same run. */
  z.object({ kind: z.literal("blocked"), bodies: z.array(text), twin: text }),
  /** It answers, by HTTP with status 200, and every one of these texts is in the body or in a row. */
  z.object({ kind: z.literal("contains"), texts: z.array(text).min(1) }),
  /** An address in each of the ranges, which came by DHCP or a router's advertisement, and routes through the gateways. */
  z.object({
    kind: z.literal("network"),
    ranges: z.array(text).min(1),
    gateways: z.array(text),
    mtu: z.int(),
    /** Family of which that link has no address but link-local ones. */
    linkLocalOnly: z.enum(["ipv4", "ipv6"]).optional(),
  }),
  /** An address in each of the ranges, on that interface of the virtual machine's pod. */
  z.object({ kind: z.literal("addresses"), ranges: z.array(text).min(1), podInterface: text }),
  /** A name has addresses, all of them in one of the ranges; without ranges, that of the target and no other. */
  z.object({ kind: z.literal("resolves"), ranges: z.array(text).min(1).optional() }),
  /** It carries data. */
  z.object({ kind: z.literal("streams") }),
  /** It ends on another node, in another pod. */
  z.object({ kind: z.literal("moves") }),
  /** The connection is not broken by the migration and carries data after it. */
  z.object({ kind: z.literal("survives") }),
  /** Addresses and MAC are the same after the migration, the node is another. */
  z.object({ kind: z.literal("keeps-addresses") }),
  /** There is no such object. */
  z.object({ kind: z.literal("none") }),
]);

export const checkSchema = z.object({
  /** As in the talk's table of checks: `O1`. */
  id: text,
  title: text,
  /** Step of the scenario from which on it holds. */
  step: text,
  /** Step from which on it no longer holds; such a check is transitional. */
  until: text.optional(),
  from: source,
  to: target,
  how: probe,
  expect: expectation,
  /** Checks of one experiment in one step are performed together, by one process. They are about the same guest, the target of each. */
  experiment: z.enum(["live-migration"]).optional(),
  /** Family of the addresses that are used; default: the cluster's first. */
  family: z.enum(["ipv4", "ipv6"]).optional(),
  /** It sends packets to the internet, so it is not run where the internet is switched off. */
  needsInternet: z.boolean().optional(),
  /** It needs what the scenario makes on this machine beside its cluster, so it is not run on an existing cluster. */
  needsHostSide: z.boolean().optional(),
});

/** One connectivity check of a scenario. */
export type Check = z.infer<typeof checkSchema>;
export type Source = Check["from"];
export type PodSource = Extract<Source, { kind: "pod" }>;
export type Target = Check["to"];
export type Probe = Check["how"];
export type GuestSource = Extract<Source, { kind: "guest" }>;
export type HttpProbe = Extract<Probe, { kind: "http" }>;
export type Expectation = Check["expect"];

export function isTransitional(check: Check): boolean {
  return check.until !== undefined;
}
