import type { Check } from "../../check.ts";
import type { Observation } from "../../observation.ts";
import type { Facts, PodFacts } from "../facts.ts";
import { subjectOf } from "../subject.ts";
import { podsAbout } from "../about.ts";

/** Why a check may not have passed, and a command that shows whether that is so. */
export interface Cause {
  readonly what: string;
  readonly confirm: string;
}

/** A check that did not pass, and what is known of it. */
export interface Case {
  readonly check: Check;
  /** Of a check that expects `blocked`. */
  readonly twin?: Check | undefined;
  readonly seen: Observation;
  /** Command to repeat it by hand; empty if there is none. */
  readonly repeat: string;
  readonly facts: Facts;
}

/** Namespaces of the two ends of a check. */
export function namespacesOf({ check }: Case): readonly string[] {
  return subjectOf([check]).namespaces;
}

/** The pods at the two ends of a check, as far as they are there. */
export function podsOf({ check, facts }: Case): PodFacts[] {
  return podsAbout(subjectOf([check]), facts);
}

/** The pod or the guest's pods at its near end. */
export function sourcePods({ check, facts }: Case): PodFacts[] {
  return podsAbout(subjectOf([{ ...check, to: { kind: "itself" } }]), facts);
}

/** The pods at its far end: those that should answer. */
export function targetPods({ check, facts }: Case): PodFacts[] {
  return podsAbout(subjectOf([{ ...check, from: { kind: "api" } }]), facts);
}

/** The words of what was seen, if it has any. */
export function wordsOf(seen: Observation): string {
  if ("reason" in seen && seen.reason) return seen.reason;
  return seen.kind === "connection" ? (seen.error ?? "") : "";
}
