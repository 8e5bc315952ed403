import { z } from "zod";

const text = z.string().min(1);

const pod = z.object({ namespace: text, pod: text });

/** Where a probe runs: in a container of a pod (exec through the API server), on the machine that runs the program, or as a question to the API. */
const source = z.discriminatedUnion("kind", [
  pod.extend({ kind: z.literal("pod"), container: text }),
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
  /** A fixed name or address, in the cluster or outside. */
  z.object({ kind: z.literal("host"), host: text }),
  /** NetworkPolicies, AdminNetworkPolicies and BaselineAdminNetworkPolicies that select pods of these namespaces. */
  z.object({ kind: z.literal("policies"), namespaces: z.array(text).min(1) }),
]);

const probe = z.discriminatedUnion("kind", [
  /** An HTTP GET without proxy or redirects. The port of a node-port target is the Service's own. */
  z.object({ kind: z.literal("http"), port: z.int().optional(), path: text }),
  /** Three echo requests; the replies are counted. With `identity`, whoever replies is asked for its name by HTTP. */
  z.object({ kind: z.literal("icmp"), identity: z.object({ port: z.int(), path: text }).optional() }),
  /** A list request to the API. */
  z.object({ kind: z.literal("list") }),
]);

const expectation = z.discriminatedUnion("kind", [
  /** The target answers, and by HTTP with one of `bodies`, which name it; without bodies any reply to a ping will do. */
  z.object({ kind: z.literal("reachable"), bodies: z.array(text) }),
  /** Something answers with HTTP, whatever its status. */
  z.object({ kind: z.literal("answers") }),
  /** The target, whose HTTP body would be one of `bodies`, is not reached. Proves something only if check `twin` passes in the same run. */
  z.object({ kind: z.literal("blocked"), bodies: z.array(text), twin: text }),
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
  /** It sends packets to the internet, so it is not run where the internet is switched off. */
  needsInternet: z.boolean().optional(),
});

/** One connectivity check of a scenario. */
export type Check = z.infer<typeof checkSchema>;
export type Source = Check["from"];
export type PodSource = Extract<Source, { kind: "pod" }>;
export type Target = Check["to"];
export type Probe = Check["how"];
export type HttpProbe = Extract<Probe, { kind: "http" }>;
export type Expectation = Check["expect"];

export function isTransitional(check: Check): boolean {
  return check.until !== undefined;
}
