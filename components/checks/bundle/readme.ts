import type { CheckResult } from "../verdict.ts";
import type { Cause } from "./causes/likely-causes.ts";
import type { Collection } from "./collection.ts";

/** What the files and folders of a bundle are, in the order in which they are worth reading. */
const guide: readonly (readonly [prefix: string, about: string])[] = [
  ["transcript", "what was asked, attempt by attempt, and what came back"],
  ["events/", "events of the namespaces, the last ones last"],
  ["objects/", "objects as the API has them, of the namespaces and of the cluster"],
  ["logs/", "the last lines of the pods' logs, and of those before a restart"],
  ["ovn/", "what OVN and Open vSwitch of the nodes know"],
];

/** The page that a bundle is read from: what happened, why it may have, what is in the bundle, and what is not. */
export function renderReadme(
  results: readonly CheckResult[],
  causes: readonly Cause[],
  { files, absent, missing }: Pick<Collection, "files" | "absent" | "missing">,
): string {
  const names = [...files.keys()].toSorted();
  const known = guide.flatMap(([prefix, about]) => {
    const own = names.filter((name) => name.startsWith(prefix));
    return own.length === 0 ? [] : [`${about}:`, ...own.map((name) => `  ${name}`)];
  });
  return [
    ...results.flatMap(describe),
    "",
    "The three likeliest causes, the likeliest first, and the command that shows whether it is so",
    "(kubectl and virtctl need the lab's kubeconfig: that of its stack, .stacks/<stack>/kubeconfig, unless it is an existing cluster):",
    ...causes.flatMap(({ what, confirm }, i) => [`${i + 1}. ${what}`, `   ${confirm}`]),
    "",
    "WHAT IS HERE",
    ...known,
    "",
    "WHAT COULD NOT BE HAD",
    ...listed(missing.map(({ what, reason }) => `${what}: ${reason}`)),
    "",
    "WHAT WAS LOOKED FOR AND IS NOT THERE",
    ...listed(absent),
    "",
    "Passwords, tokens and keys are taken out: [removed] stands in their place.",
    "",
  ].join("\n");
}

function describe({
  id,
  title,
  from,
  to,
  how,
  expected,
  observed,
  verdict,
  attempts,
  seconds,
  repeat,
}: CheckResult): string[] {
  return [
    `${id} ${verdict}: ${title}`,
    `  from ${from} to ${to}: ${how}`,
    `  expected ${expected}`,
    `  observed ${observed}`,
    `  ${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${seconds} s`,
    ...(repeat ? [`  by hand: ${repeat}`] : []),
  ];
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? ["nothing"] : lines.toSorted().map((line) => `- ${line.replaceAll(/\s*\n\s*/g, " / ")}`);
}
