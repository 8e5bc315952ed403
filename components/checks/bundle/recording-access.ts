import type { CommandOutcome } from "../command-outcome.ts";
import type { HostProbeOptions } from "../host-probe.ts";
import type { MigrationAccess } from "../live-migration/access.ts";
import { describeObservation, type Observation } from "../observation.ts";
import type { CheckAccess } from "../perform-check.ts";
import { clip } from "./clip.ts";
import type { Scrubber } from "./scrub.ts";
import type { Transcript } from "./transcript.ts";

/** The same access, with all that is asked through it written down. */
export function recordingAccess<Access extends CheckAccess & Partial<MigrationAccess>>(
  access: Access,
  transcript: Transcript,
  scrub: Scrubber,
): Access {
  const watched = async <T>(question: string, work: Promise<T>, describe: (answer: T) => string): Promise<T> => {
    const start = new Date();
    const record = (answer: string): void =>
      transcript.record({
        start,
        seconds: (Date.now() - start.getTime()) / 1000,
        question: scrub.text(question),
        answer: scrub.text(answer),
      });
    try {
      const answer = await work;
      record(describe(answer));
      return answer;
    } catch (error) {
      record(`error: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  const command = (words: readonly string[]): string => (scrub.object(words) as string[]).map(asWord).join(" ");
  const seen = (observation: Observation): string => `${observation.kind}: ${describeObservation(observation)}`;
  const from = (options: HostProbeOptions): string =>
    `from this machine${options.family ? ` (${options.family})` : ""}${options.contentType ? `, Content-Type ${options.contentType}` : ""}`;
  // Before it is cut: half a secret is no longer found.
  const outcome = ({ exitCode, stdout, stderr }: CommandOutcome): string =>
    describeOutcome({ exitCode, stdout: scrub.text(stdout), stderr: scrub.text(stderr) });
  const createMigration = access.createMigration?.bind(access);
  const migration = access.migration?.bind(access);
  const deleteMigration = access.deleteMigration?.bind(access);
  return {
    ...access,
    podAnnotations: (namespace, pod) =>
      watched(`API: annotations of pod ${namespace}/${pod}`, access.podAnnotations(namespace, pod), json),
    service: (namespace, name) => watched(`API: service ${namespace}/${name}`, access.service(namespace, name), json),
    workerAddresses: () => watched("API: addresses of the workers", access.workerAddresses(), json),
    virtualMachineInstance: (namespace, name) =>
      watched(
        `API: virtual machine instance ${namespace}/${name}`,
        access.virtualMachineInstance(namespace, name),
        json,
      ),
    policies: (namespaces) => watched(`API: policies in ${namespaces.join(", ")}`, access.policies(namespaces), json),
    exec: (source, words) =>
      watched(
        `exec in ${source.namespace}/${source.pod}, container ${source.container}: ${command(words)}`,
        access.exec(source, words),
        outcome,
      ),
    execInGuest: (guest, words) =>
      watched(
        `console of ${guest.namespace}/${guest.vm}: ${command(words)}`,
        access.execInGuest(guest, words),
        outcome,
      ),
    getFromHost: (url, options) => watched(`HTTP GET ${url} ${from(options)}`, access.getFromHost(url, options), seen),
    connectFromHost: (host, port, options) =>
      watched(`TCP to ${host}:${port} ${from(options)}`, access.connectFromHost(host, port, options), seen),
    queryFromHost: (host, port, query) =>
      watched(`SQL to ${host}:${port} from this machine: ${query}`, access.queryFromHost(host, port, query), seen),
    ...(createMigration && {
      createMigration: (namespace: string, name: string, vm: string) =>
        watched(
          `API: make migration ${namespace}/${name} of ${vm}`,
          createMigration(namespace, name, vm),
          () => "accepted",
        ),
    }),
    ...(migration && {
      migration: (namespace: string, name: string) =>
        watched(`API: migration ${namespace}/${name}`, migration(namespace, name), json),
    }),
    ...(deleteMigration && {
      deleteMigration: (namespace: string, name: string) =>
        watched(`API: delete migration ${namespace}/${name}`, deleteMigration(namespace, name), () => "deleted"),
    }),
  };
}

function json(value: object): string {
  return JSON.stringify(value);
}

/** Characters of standard output and standard error each. */
const longestStream = 1900;

function describeOutcome({ exitCode, stdout, stderr }: CommandOutcome): string {
  const stream = (name: string, text: string): string[] =>
    text.trim() === ""
      ? []
      : [
          `${name}:`,
          ...clip(text.trimEnd(), longestStream)
            .split(/\r?\n/)
            .map((line) => `  ${line}`),
        ];
  return [`exit ${exitCode}`, ...stream("stdout", stdout), ...stream("stderr", stderr)].join("\n");
}

/** For reading, and for most shells. */
function asWord(word: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
