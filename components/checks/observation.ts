import { familyOf } from "./address-family.ts";
import { describeGuestNetwork, type GuestNetwork } from "./guest-network.ts";
import { describeConnection, type Connection } from "./live-migration/connection.ts";

/** What one attempt of a probe saw. */
export type Observation =
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  | {
      readonly kind: "replies";
      readonly count: number;
      readonly sent: number;
      /** What was pinged: an address, or a name. */
      readonly address: string;
      /** What whoever replied said when it was asked for its name. */
      readonly identity?: Observation;
    }
  /** A TCP connection was made. */
  | { readonly kind: "connected" }
  /** Rows of a query, cells with `|` between them. */
  | { readonly kind: "rows"; readonly rows: readonly string[] }
  | { readonly kind: "objects"; readonly names: readonly string[] }
  /** What the DNS says of a name; `target` is what the check goes to. */
  | { readonly kind: "addresses"; readonly addresses: readonly string[]; readonly target: string }
  | ({ readonly kind: "guest network" } & GuestNetwork)
  | {
      readonly kind: "interface";
      readonly addresses: readonly string[];
      readonly mac: string | undefined;
      readonly podInterface: string | undefined;
    }
  | {
      readonly kind: "migration";
      /** Of the VirtualMachineInstanceMigration: `Succeeded`, `Failed`, or where it stopped. */
      readonly phase: string;
      readonly reason?: string | undefined;
      readonly before: Place;
      readonly after: Place;
    }
  | ({ readonly kind: "connection" } & Connection)
  | { readonly kind: "identity"; readonly before: Identity; readonly after: Identity }
  /** Nothing of the target: time-out, no route, unreachable from a gateway. `reason` is in the probe's words. */
  | { readonly kind: "no answer"; readonly reason: string }
  /** The target's own address refused: it was reached. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unresolved"; readonly reason: string }
  /** The probe could not say anything: no such pod or address, no tool in the container, exec refused. */
  | { readonly kind: "no probe"; readonly reason: string };

/** Where a virtual machine runs. */
export interface Place {
  readonly node: string | undefined;
  /** UID of its pod. */
  readonly pod: string | undefined;
}

/** What a virtual machine keeps, or not, when it moves. */
export interface Identity {
  readonly node: string | undefined;
  readonly addresses: readonly string[];
  readonly mac: string | undefined;
}

export function describeObservation(seen: Observation): string {
  switch (seen.kind) {
    case "answer":
      return `HTTP ${seen.status}, body ${JSON.stringify(shortened(seen.body.trim()))}`;
    case "replies":
      return `${seen.count} of ${seen.sent} replies${seen.identity ? describeReplier(seen.identity) : ""}`;
    case "connected":
      return "connected";
    case "rows":
      return seen.rows.length === 0 ? "no rows" : `${seen.rows.length} rows: ${shortened(seen.rows.join("; "))}`;
    case "objects":
      return listed(seen.names);
    case "addresses":
      return `${seen.addresses.length === 0 ? "the name has no such address" : listed(seen.addresses)}${
        familyOf(seen.target) === undefined ? "" : `; the target has ${seen.target}`
      }`;
    case "guest network":
      return describeGuestNetwork(seen);
    case "interface":
      return `${listed(seen.addresses)} on ${seen.podInterface ?? "an unnamed interface"} of its pod, MAC ${seen.mac ?? "unknown"}`;
    case "migration":
      return `${seen.phase}${seen.reason ? ` (${seen.reason})` : ""}, from ${describePlace(seen.before)} to ${describePlace(seen.after)}`;
    case "connection":
      return describeConnection(seen);
    case "identity":
      return `before: ${describeIdentity(seen.before)}; after: ${describeIdentity(seen.after)}`;
    default:
      return seen.reason;
  }
}

function describeReplier(identity: Observation): string {
  const said = describeObservation(identity);
  return identity.kind === "no answer"
    ? ` of somebody who does not answer as the target (${said})`
    : `; asked who: ${said}`;
}

function describePlace({ node, pod }: Place): string {
  return `${node ?? "no node"}, pod ${pod ?? "unknown"}`;
}

function describeIdentity({ node, addresses, mac }: Identity): string {
  return `${listed(addresses)}, MAC ${mac ?? "unknown"}, on ${node ?? "no node"}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
