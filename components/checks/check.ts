/** A container of a pod that a probe runs in. */
export interface PodSource {
  readonly kind: "pod";
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A pod on a secondary network; its address is read from its annotation `k8s.v1.cni.cncf.io/network-status`. */
export interface SecondaryNetworkTarget {
  readonly kind: "secondary-network";
  readonly namespace: string;
  readonly pod: string;
  /** `<namespace>/<NetworkAttachmentDefinition>`. */
  readonly network: string;
}

/** An HTTP GET without proxy or redirects. */
export interface HttpProbe {
  readonly kind: "http";
  readonly port: number;
  readonly path: string;
}

/** The target is reached, and its answer names it: the body, without the white space around it, equals `body`. */
export interface Reachable {
  readonly kind: "reachable";
  readonly body: string;
}

/** One connectivity check of a scenario. */
export interface Check {
  /** As in the talk's table of checks: `O1`. */
  readonly id: string;
  readonly title: string;
  /** Step of the scenario from which on it holds. */
  readonly step: string;
  readonly from: PodSource;
  readonly to: SecondaryNetworkTarget;
  readonly how: HttpProbe;
  readonly expect: Reachable;
  /** True for a check that holds only until a later step. */
  readonly transitional: boolean;
}

/** In words, for tables: `tenantblue/podclient`. */
export function describeSource(from: Check["from"]): string {
  return `${from.namespace}/${from.pod}`;
}

export function describeTarget(to: Check["to"], how: Check["how"]): string {
  return `${to.namespace}/${to.pod} on ${to.network}, port ${how.port}`;
}

export function describeProbe(how: Check["how"]): string {
  return `HTTP GET :${how.port}${how.path}`;
}

export function describeExpectation(expect: Check["expect"]): string {
  return `reachable, body ${JSON.stringify(expect.body)}`;
}
