import type { Expectation, Probe, Source, Target } from "./check.ts";

/** In words, for tables: `tenantblue/podclient`. */
export function describeSource(from: Source): string {
  switch (from.kind) {
    case "pod":
      return `${from.namespace}/${from.pod}`;
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
    case "icmp":
      return "ping";
    case "list":
      return "list";
  }
}

export function describeExpectation(expect: Expectation): string {
  switch (expect.kind) {
    case "reachable":
      return expect.bodies.length === 0 ? "reachable" : `reachable, body ${expect.bodies.join(" or ")}`;
    case "answers":
      return "any HTTP answer";
    case "blocked":
      return `blocked (once ${expect.twin} passed)`;
    case "none":
      return "none";
  }
}
