import type { Check, Expectation, Probe, Source, Target } from "./check.ts";

/** In words, for tables: `tenantblue/podclient`. */
export function describeSource(from: Source): string {
  switch (from.kind) {
    case "pod":
      return `${from.namespace}/${from.pod}`;
    case "guest":
      return `guest of ${from.namespace}/${from.vm}`;
    case "host":
      return "this machine";
    case "api":
      return "the API";
  }
}

export function describeTarget(to: Target): string {
  switch (to.kind) {
    case "secondary-network":
      return `${to.namespace}/${to.pod} on ${to.network}`;
    case "pod-network":
      return `${to.namespace}/${to.pod} on its ${to.role === "primary" ? "primary" : "default"} network`;
    case "service":
      return `service ${to.namespace}/${to.service}`;
    case "node-port":
      return `node port of service ${to.namespace}/${to.service} on worker ${to.worker}`;
    case "guest":
      return `guest of ${to.namespace}/${to.vm} on its interface ${to.interface}`;
    case "this-machine":
      return "this machine";
    case "itself":
      return "itself";
    case "host":
      return to.host;
    case "policies":
      return `policies in ${to.namespaces.join(", ")}`;
  }
}

export function describeProbe(how: Probe): string {
  switch (how.kind) {
    case "http":
      return `HTTP GET ${how.port === undefined ? "" : `:${how.port}`}${how.path}`;
    case "tcp":
      return `TCP :${how.port}`;
    case "sql":
      return `SQL :${how.port} ${how.query}`;
    case "icmp":
      return "ping";
    case "guest-network":
      return "addresses and routes";
    case "interface":
      return "its status";
    case "iperf3":
      return `iperf3 :${how.port}`;
    case "dns":
      return `DNS ${how.name}`;
    case "migration":
      return "live migration";
    case "list":
      return "list";
  }
}

export function describeExpectation(expect: Expectation): string {
  switch (expect.kind) {
    case "reachable":
      return expect.bodies.length === 0 ? "reachable" : `reachable, body ${expect.bodies.join(" or ")}`;
    case "answers":
      return "any answer";
    case "blocked":
      return `blocked (once ${expect.twin} passed)`;
    case "contains":
      return `an answer with ${expect.texts.join(", ")}`;
    case "network":
      return [
        `dynamic addresses in ${expect.ranges.join(", ")}`,
        ...(expect.gateways.length > 0 ? [`default via ${expect.gateways.join(", ")}`] : []),
        `MTU ${expect.mtu}`,
        ...(expect.linkLocalOnly ? [`${expect.linkLocalOnly === "ipv6" ? "IPv6" : "IPv4"} link-local only`] : []),
      ].join("; ");
    case "addresses":
      return `addresses in ${expect.ranges.join(", ")} on ${expect.podInterface}`;
    case "resolves":
      return `the name has ${expect.ranges ? `addresses in ${expect.ranges.join(", ")}` : "the target's address"}`;
    case "streams":
      return "it carries data";
    case "moves":
      return "another node, another pod";
    case "survives":
      return "the connection is not broken and carries data again";
    case "keeps-addresses":
      return "the same addresses and MAC, another node";
    case "none":
      return "none";
  }
}

/** How a check stands in tables. */
export function describeCheck(check: Check) {
  return {
    id: check.id,
    title: check.title,
    step: check.step,
    from: describeSource(check.from),
    to: describeTarget(check.to),
    how: `${describeProbe(check.how)}${check.family ? ` (${check.family})` : ""}`,
    expected: describeExpectation(check.expect),
  };
}
