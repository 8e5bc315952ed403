import { RunError } from "@pulumi/pulumi/errors.js";
import { keepFilesPrivate } from "../../components/private-files.ts";
import { shown } from "../../components/settings/shown.ts";

interface Command {
  readonly usage: string;
  readonly purpose: string;
  /** @returns the exit status */
  readonly run: (words: readonly string[]) => Promise<number>;
}

const scenario = "<scenario> [--stack <name>] [-c <setting>=<value>]…";
const commands: Readonly<Record<string, Command>> = {
  start: {
    usage: "npm start [-- <scenario>]",
    purpose: "The most real thing this machine can do: the lab on kind, else simulated, else its plan.",
    run: async (words) => (await import("./start.ts")).start(words),
  },
  plan: {
    usage: `npm run plan -- ${scenario} [--json]`,
    purpose: "What a scenario makes and checks, evaluated without engine, cluster and network.",
    run: async (words) => (await import("./plan.ts")).plan(words),
  },
  preview: {
    usage: `npm run preview -- ${scenario} [pulumi's options]`,
    purpose: "pulumi preview of the scenario's stack, which is made if it is not there.",
    run: async (words) => (await import("./lifecycle.ts")).preview(words),
  },
  up: {
    usage: `npm run up -- ${scenario} [pulumi's options]`,
    purpose: "pulumi up: builds the lab and runs its checks.",
    run: async (words) => (await import("./lifecycle.ts")).up(words),
  },
  recheck: {
    usage: "npm run recheck -- <scenario> [--stack <name>] [--filter <expression>] [--json]",
    purpose: [
      "Runs the checks of a built lab again, without Pulumi; those that a later step has ended are left out.",
      "--filter: a regular expression on ids and titles, with ! before it all others.",
      "Exits with 0 if all passed that this cluster can run, with 1 if one failed or could not be judged, with 2 if none could be run.",
    ].join("\n"),
    run: async (words) => (await import("./recheck.ts")).recheck(words),
  },
  report: {
    usage: `npm run report -- ${scenario} [--plan]`,
    purpose: [
      "The results of a stack's checks as one HTML file, with a picture of its networks; without results, what is expected.",
      "--plan: what is expected, even where there are results.",
    ].join("\n"),
    run: async (words) => (await import("./report.ts")).report(words),
  },
  diagram: {
    usage: `npm run diagram -- ${scenario} [--plan] [--theme auto|light|dark] [--output <file>] [--mermaid]`,
    purpose: [
      "A picture of networks, namespaces, workloads, policies and checks as one SVG file; it prints the file's path.",
      "--plan: what is expected, even where there are results. --theme: its colours; auto: those that the reader's system prefers.",
      "--mermaid: the same as text in Mermaid's language, printed unless --output names a file.",
    ].join("\n"),
    run: async (words) => (await import("./diagram.ts")).diagram(words),
  },
  steps: {
    usage: "npm run steps -- <scenario>",
    purpose: "A scenario's steps, with the talk's explanations and the checks of each.",
    run: async (words) => (await import("./steps.ts")).steps(words),
  },
  walk: {
    usage: `npm run walk -- ${scenario}`,
    purpose: "Goes through a scenario step by step: explains, previews, waits for Enter, builds, shows the verdicts.",
    run: async (words) => (await import("./walk.ts")).walk(words),
  },
  destroy: {
    usage: "npm run destroy -- <scenario> [--stack <name>] [pulumi's options]",
    purpose: "pulumi destroy, and removes the stack with all its files.",
    run: async (words) => (await import("./lifecycle.ts")).destroy(words),
  },
  clean: {
    usage: "npm run clean [-- --dry-run]",
    purpose: [
      "Removes what outlives every stack: the cache of artifacts and built tools (~/.cache/ovn-kubernetes-labs, or $OVN_LABS_CACHE),",
      "and the containers and volumes of image caches that lab:imageCache made.",
      "Refuses, with exit status 2, while a stack of this clone has a cluster, whose removal takes those tools.",
      "Lists what is left of stacks in this clone, with the command that removes it. --dry-run: only tells.",
    ].join("\n"),
    run: async (words) => (await import("./clean.ts")).cleanAll(words),
  },
  doctor: {
    usage: "npm run doctor [-- <scenario>] [--json]",
    purpose: [
      "What this machine has and lacks for each kind of cluster, why it matters for which scenario, and the command that mends it.",
      "--json: the facts and findings for bug reports, without names of machine and user.",
    ].join("\n"),
    run: async (words) => (await import("./doctor.ts")).doctor(words),
  },
  docs: {
    usage: "npm run docs [-- --check]",
    purpose: [
      "Writes the pictures of the scenarios, and the parts of pages that repeat what the program knows: steps, checks, settings, versions.",
      "--check: only tells which are stale, and exits with 1 if one is. A unit test looks at the same.",
    ].join("\n"),
    run: async (words) => (await import("./docs.ts")).docs(words),
  },
  test: {
    usage: "npm test [-- <tier>…]",
    purpose: "The project's tests: each tier that this machine can run.",
    run: async (words) => (await import("./test.ts")).test(words),
  },
  "test:mutations": {
    usage: "npm run test:mutations",
    purpose:
      "Spoils labs with real packets, one thing at a time, and shows which verdicts tell it. Needs root on Linux.",
    run: async () => (await import("./test-mutations.ts")).testMutations(),
  },
  "test:faults": {
    usage: "npm run test:faults [-- <words>]",
    purpose: [
      "Interrupts, spoils and takes away what labs need, shows what they survive, and writes the table of docs/reliability.md.",
      "<words>: only faults that have them in their name; the others keep what was seen of them before.",
      "All of it takes three quarters of an hour on two cores; KILL_POINTS and KILL_SEED are how many points of an up are tried, and which.",
    ].join("\n"),
    run: async (words) => (await import("./test-faults.ts")).testFaults(words),
  },
  "test:repeat": {
    usage: "npm run test:repeat -- <times> [<tier>…]",
    purpose: "Runs tiers of tests several times and tells which tests did not pass each time.",
    run: async (words) => (await import("./test-repeat.ts")).testRepeat(words),
  },
  bench: {
    usage:
      "npm run bench [-- <figure>…] [-c <setting>=<value>]… [--json] [--no-page]   or   npm run bench -- graph <scenario> [--stack <name>] [--json]",
    purpose: [
      "Measures what the targets are about, shows them, and writes docs/performance.md; figures that are not named keep what was measured before.",
      "--json: only an array of {figure, value, target, met, command}. --no-page: the page stays as it is. Exits with 1 if a target is not met.",
      "graph: when each resource of a stack's last `npm run up` began and ended, and the critical path. Plain `pulumi up` leaves no times.",
    ].join("\n"),
    run: async (words) => (await import("./bench.ts")).bench(words),
  },
};

/** Runs a command by its name; @returns the exit status. Mistakes of the user are a message, not a stack trace. */
export async function main(words: readonly string[]): Promise<number> {
  const [name = "", ...rest] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`There is no command ${shown(name)}.\n${overview()}\n`);
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(`${command.usage}\n${command.purpose}\n`);
    return 0;
  }
  keepFilesPrivate();
  try {
    return await command.run(rest);
  } catch (error) {
    if (!RunError.isInstance(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function overview(): string {
  return Object.values(commands)
    .map((command) => `  ${command.usage}\n      ${command.purpose}`)
    .join("\n");
}
