import type { PlatformPart } from "../settings/platform-parts.ts";
import { definitionOf, type ObjectName, partEvidence } from "./part-evidence.ts";

/** What is to be done on a cluster that others may use too. */
export interface Intention {
  /** Name of the stack that does it. */
  readonly stack: string;
  /** What it makes in places that are everybody's: namespaces, objects without one, objects in `default`. */
  readonly claims: readonly ObjectName[];
  /** Parts that it needs. */
  readonly parts: readonly PlatformPart[];
  /** Parts that are said to be there. */
  readonly present: readonly PlatformPart[];
}

/** Whose an object is that is there: a stack's, or nobody's who marks what is theirs. Undefined if it is not there. */
export type Lookup = (object: ObjectName) => { readonly owner: string | undefined } | undefined;

/**
 * What stands in the way, each with a remedy: objects of others under names that are to be used, parts that somebody has
 * installed already, and definitions that are missing of parts said to be there.
 */
export function roomProblems({ stack, claims, parts, present }: Intention, lookup: Lookup): string[] {
  const set = (name: string, value: string): string => `pulumi config set lab:${name} ${value} --stack ${stack}`;
  const foreign = (object: ObjectName): string | undefined => {
    const found = lookup(object);
    return found && found.owner !== stack ? ownerText(found.owner) : undefined;
  };
  const taken = claims.flatMap((claim) => {
    const owner = foreign(claim);
    return owner
      ? [`${objectText(claim)} is there already and belongs to ${owner}: it would be taken over, and later removed`]
      : [];
  });
  const installed = parts
    .filter((part) => !present.includes(part))
    .flatMap((part) => {
      const { object } = partEvidence[part];
      const owner = foreign(object);
      return owner ? [{ part, text: `${part} is there already: ${objectText(object)} belongs to ${owner}` }] : [];
    });
  const missing = parts
    .filter((part) => present.includes(part))
    .flatMap((part) => {
      const lacking = partEvidence[part].definitions.filter((name) => !lookup(definitionOf(name)));
      return lacking.length > 0
        ? [{ part, text: `${part} is not there, as lab:platform says it is: the cluster lacks ${lacking.join(", ")}` }]
        : [];
    });

  const absent = missing.map(({ part }) => part);
  const there = parts.filter(
    (part) => (present.includes(part) && !absent.includes(part)) || installed.some((one) => one.part === part),
  );
  const platform = there.length === 0 ? "install" : there.length === parts.length ? "present" : there.join(",");
  return [
    ...taken,
    ...(taken.length > 0 ? [`Put something before the names: ${set("namePrefix", "<prefix>")}`] : []),
    ...[...installed, ...missing].map(({ text }) => text),
    ...(installed.length + missing.length > 0 ? [`Say what is there: ${set("platform", platform)}`] : []),
  ];
}

function ownerText(owner: string | undefined): string {
  return owner === undefined ? "somebody else than this project" : `stack ${owner}`;
}

function objectText({ kind, name, namespace }: ObjectName): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
