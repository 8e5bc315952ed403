import { isIP } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";
import { shown } from "../settings/shown.ts";
import { familyOf } from "./address-family.ts";
import type { Check, HttpProbe, Source } from "./check.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import {
  digCommand,
  type DnsQuestion,
  getentCommand,
  readDigOutcome,
  readGetentOutcome,
  recordType,
} from "./dns-probe.ts";
import { connectTimeout, curlCommand, httpUrl, readCurlOutcome } from "./http-probe.ts";
import { pingCommand, readPingOutcome } from "./icmp-probe.ts";
import type { Observation } from "./observation.ts";
import type { CheckAccess } from "./perform-check.ts";
import { psqlCommand, readPsqlOutcome } from "./sql-probe.ts";
import { agnhostConnectCommand, bashConnectCommand, readAgnhostConnect, readBashConnect } from "./tcp-probe.ts";

/** A probe whose target's address is known. */
export interface Addressed {
  readonly from: Source;
  readonly how: Check["how"];
  readonly family: AddressFamily | undefined;
  readonly address: string;
  /** Overrides the probe's own: that of a node port. */
  readonly port?: number;
}

/** Sends a probe. Rejects if the source cannot be reached. */
export async function observe(probe: Addressed, access: CheckAccess): Promise<Observation> {
  const { from, how, address, family } = probe;
  // Whoever answered for the target could have put an option of the probe's tool in its place.
  if (!isPlace(address)) return { kind: "no probe", reason: `${shown(address)} is neither an address nor a name` };
  const run = runner(from, access);
  switch (how.kind) {
    case "http":
      if (run) return readCurlOutcome(await run(curlCommand(urlOf(probe, how), { ...how, family })));
      if (from.kind === "host") return access.getFromHost(urlOf(probe, how), { contentType: how.contentType, family });
      break;
    case "tcp": {
      const port = probe.port ?? how.port;
      if (from.kind === "pod" && run) return readAgnhostConnect(await run(agnhostConnectCommand(address, port)));
      if (from.kind === "guest" && run) return readBashConnect(await run(bashConnectCommand(address, port)));
      if (from.kind === "host") return access.connectFromHost(address, port, { family });
      break;
    }
    case "sql": {
      const port = probe.port ?? how.port;
      // Not from a pod: the password would be in the address of the request to the API server.
      if (from.kind === "guest" && run) return readPsqlOutcome(await run(psqlCommand(address, port, how.query)));
      if (from.kind === "host") return access.queryFromHost(address, port, how.query);
      break;
    }
    case "icmp": {
      if (!run) break;
      const seen = readPingOutcome(await run(pingCommand(address, family)), address);
      if (seen.kind !== "replies" || seen.count === 0 || !how.identity) return seen;
      const url = httpUrl(address, how.identity.port, how.identity.path);
      return { ...seen, identity: readCurlOutcome(await run(curlCommand(url, { family }))) };
    }
    case "dns": {
      const question = questionOf(probe, how.name);
      if (from.kind === "pod" && run) return readDigOutcome(await run(digCommand(question)), question);
      if (from.kind === "guest" && run) return readGetentOutcome(await run(getentCommand(question)), question);
      if (from.kind === "host") return access.resolveFromHost(question);
      break;
    }
    case "iperf3":
    case "migration":
      return { kind: "no probe", reason: `${how.kind} is a part of an experiment, which this check names none of` };
    case "guest-network":
    case "interface":
    case "list":
      break;
  }
  return { kind: "no probe", reason: `there is no ${how.kind} probe from ${from.kind}` };
}

/** Whether it is an IP address or a host name: letters, digits, hyphens and dots, a letter or digit first. */
function isPlace(address: string): boolean {
  return isIP(address) !== 0 || /^[a-z\d][a-z\d.-]{0,252}$/i.test(address);
}

/** How commands are run at a source that takes any. */
function runner(
  from: Source,
  access: CheckAccess,
): ((command: readonly string[]) => Promise<CommandOutcome>) | undefined {
  if (from.kind === "pod") return (command) => access.exec(from, command);
  if (from.kind === "guest") return (command) => access.execInGuest(from, command);
  return undefined;
}

function urlOf({ address, port }: Addressed, { port: own, path }: HttpProbe): string {
  return httpUrl(address, port ?? own, path);
}

/** A target's own address tells what to ask for where no family is named. */
function questionOf({ address, family }: Addressed, name: string): DnsQuestion {
  return { name, family: family ?? familyOf(address) ?? "ipv4", target: address };
}

export function repeatByHand(probe: Addressed): string {
  const command = commandByHand(probe);
  const { from } = probe;
  if (from.kind === "pod") return `kubectl exec -n ${from.namespace} ${from.pod} -c ${from.container} -- ${command}`;
  return from.kind === "guest" ? `virtctl console -n ${from.namespace} ${from.vm}, then: ${command}` : command;
}

function commandByHand(probe: Addressed): string {
  const { from, how, address, family } = probe;
  switch (how.kind) {
    case "icmp":
      return ["ping", ...(family === "ipv6" ? ["-6"] : []), "-c", "3", address].join(" ");
    case "http": {
      const header = how.contentType === undefined ? "" : ` -H 'Content-Type: ${how.contentType}'`;
      return `curl -s --connect-timeout ${connectTimeout}${header} ${urlOf(probe, how)}`;
    }
    case "tcp": {
      const port = probe.port ?? how.port;
      return from.kind === "pod" ? agnhostConnectCommand(address, port).join(" ") : `nc -vz ${address} ${port}`;
    }
    case "dns": {
      const question = questionOf(probe, how.name);
      return from.kind === "guest"
        ? getentCommand(question).slice(2).join(" ")
        : `dig ${question.name} ${recordType(question.family)}`;
    }
    case "sql": {
      // Without the options that only a program needs, and without the password, which psql asks for: results are shown around.
      const options = psqlCommand(address, probe.port ?? how.port, how.query).filter((one) =>
        /^--(host|port|user|dbname)/.test(one),
      );
      return ["psql", ...options, `--command='${how.query.replaceAll("'", `'\\''`)}'`].join(" ");
    }
    default:
      return "";
  }
}
