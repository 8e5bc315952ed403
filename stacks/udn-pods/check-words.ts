import type { Expectation, Probe } from "../../components/checks/check.ts";

const hostname = "/hostname";

/** Whoever replies is asked for its name: the ranges of blue and green are public. */
export const ping: Probe = { kind: "icmp", identity: { port: 8080, path: hostname } };

/** @param port default: the target's own */
export function http(port?: number, path = hostname): Probe {
  return { kind: "http", ...(port === undefined ? {} : { port }), path };
}

/** One of the pods of those names answers. */
export function reaches(...bodies: string[]): Expectation {
  return { kind: "reachable", bodies };
}

/** None of them does, though the twin shows that they could. */
export function blocked(twin: string, ...bodies: string[]): Expectation {
  return { kind: "blocked", bodies, twin };
}
