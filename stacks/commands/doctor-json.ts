import { homedir, hostname, userInfo } from "node:os";
import type { MachineReport } from "./machine-report.ts";
import type { Survey } from "./survey.ts";

/** Words that tell whose machine it is, and what stands for them. */
export type Private = readonly (readonly [word: string, instead: string])[];

/**
 * What the doctor found as JSON, for bug reports: no names of the machine and of its user, and no addresses but of routes that are in
 * the way of a scenario.
 */
export function doctorJson(
  { engine, kind, simulated }: Survey,
  machine: MachineReport,
  words = ofThisMachine(),
): string {
  const text = JSON.stringify(
    { node: process.versions.node, survey: { engine, kind, simulated }, machine },
    (_, value: unknown) => (typeof value === "string" ? withoutPrivate(value, words) : value),
    2,
  );
  return text;
}

function ofThisMachine(): Private {
  return [
    [homedir(), "~"],
    [userInfo().username, "<user>"],
    [hostname(), "<machine>"],
  ];
}

/** An engine on another machine is told of by its URL. */
const urls = /\b(tcp|ssh|https?):\/\/[^\s"',;]+/g;

function withoutPrivate(text: string, words: Private): string {
  return words
    .filter(([word]) => word.length > 1)
    .reduce((result, [word, instead]) => result.replace(wholeWord(word), instead), text.replace(urls, "$1://…"));
}

/** A user that is called `root` or `ip` is no part of other words. */
function wholeWord(word: string): RegExp {
  return new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "g");
}
