import type { Identity, Observation } from "../../../components/checks/observation.ts";

export const answer = (status: number, body: string): Observation => ({ kind: "answer", status, body });
/** By default from an address that anybody on the internet may have, as those of the talk's blue and green networks. */
export const replies = (count: number, identity?: Observation, address = "203.203.1.5"): Observation => ({
  kind: "replies",
  sent: 3,
  count,
  address,
  ...(identity ? { identity } : {}),
});
export const noAnswer: Observation = { kind: "no answer", reason: "server" };
export const refused: Observation = { kind: "refused", reason: "server" };
export const unresolved: Observation = { kind: "unresolved", reason: "server" };
export const noProbe: Observation = { kind: "no probe", reason: "server" };
export const resolved = (target: string, ...addresses: string[]): Observation => ({
  kind: "addresses",
  addresses,
  target,
});
export const objects = (...names: string[]): Observation => ({ kind: "objects", names });

export const onInterface = (addresses: string[], podInterface: string | undefined): Observation => ({
  kind: "interface",
  addresses,
  mac: "0a:58:c0:a8:00:04",
  podInterface,
});
export const migration = (phase: string, node: string, pod: string | undefined): Observation => ({
  kind: "migration",
  phase,
  before: { node: "worker", pod: "a" },
  after: { node, pod },
});
export const connection = (seconds: number, carries?: boolean, error?: string): Observation => ({
  kind: "connection",
  error,
  before: { seconds, bitsPerSecond: 2e9 },
  ...(carries === undefined
    ? {}
    : {
        after: {
          ...{ carries, bitsPerSecond: 1e9, retransmits: 7 },
          ...{ quietIntervals: 3, outageMs: 200, outageStart: 7, intervalSeconds: 0.1 },
        },
      }),
});
export const identity: Identity = { node: "worker", addresses: ["192.168.0.4"], mac: "0a:58:c0:a8:00:04" };
export const kept = (changes: Partial<Identity> = {}): Observation => ({
  kind: "identity",
  before: identity,
  after: { ...identity, node: "worker2", ...changes },
});

export const own = answer(200, "server");
export const stranger = answer(200, "stranger");
