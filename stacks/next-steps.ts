import type { Check } from "../components/checks/check.ts";
import { kubeconfigFile, stackDirectory } from "../components/clusters/stack-files.ts";
import type { Settings } from "../components/settings/settings.ts";

/** A command to type next, and what it is for. */
export interface NextStep {
  readonly what: string;
  readonly command: string;
}

/** One of this project's commands for a stack, as it is typed. */
export function commandOf(command: string, { scenario, stack }: { scenario: string; stack: string }): string {
  return `npm run ${command} -- ${scenario}${stack === scenario ? "" : ` --stack ${stack}`}`;
}

type Lab = {
  readonly settings: Pick<Settings, "stack" | "scenario" | "cluster">;
  /** Those of the steps that are built. */
  readonly checks: readonly Check[];
};

/**
 * What people do with a lab that is built, as commands to paste into this project's folder: they hold no path of this machine. On simulated nodes
 * nothing runs, so there is nothing to get into.
 */
export function nextSteps({ settings, checks }: Lab): NextStep[] {
  const { stack, scenario, cluster } = settings;
  const ours = (command: string): string => commandOf(command, { scenario, stack });
  const context = cluster.kind === "existing" ? ` --context ${quoted(cluster.context)}` : "";
  const kubeconfig = cluster.kind === "existing" ? cluster.kubeconfig : kubeconfigFile(stackDirectory("", stack));
  return [
    { what: "kubectl for this lab alone", command: `export KUBECONFIG=${quoted(kubeconfig)}` },
    { what: "what is there", command: `kubectl${context} get pods --all-namespaces` },
    ...(cluster.kind === "simulated" ? [] : inside(checks, context)),
    { what: "the checks again", command: ours("recheck") },
    { what: "report with picture and matrix", command: ours("report") },
    { what: "remove everything", command: ours("destroy") },
  ];
}

/** Ways into the first pod and the first guest that checks are made from: these have the tools for it. */
function inside(checks: readonly Check[], context: string): NextStep[] {
  const sources = checks.map(({ from }) => from);
  const pod = sources.find((from) => from.kind === "pod" && from.added === undefined);
  const guest = sources.find(({ kind }) => kind === "guest");
  return [
    ...(pod?.kind === "pod"
      ? [
          {
            what: `a shell in pod ${pod.pod}`,
            command: `kubectl${context} exec -it -n ${pod.namespace} ${pod.pod} -c ${pod.container} -- sh`,
          },
        ]
      : []),
    ...(guest?.kind === "guest"
      ? [
          {
            what: `the console of virtual machine ${guest.vm}, user and password fedora`,
            command: `virtctl${context} console -n ${guest.namespace} ${guest.vm}`,
          },
        ]
      : []),
  ];
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Lines for a terminal. */
export function renderNextSteps(steps: readonly NextStep[]): string {
  const width = Math.max(0, ...steps.map(({ what }) => what.length));
  return ["Next:", ...steps.map(({ what, command }) => `  ${what.padEnd(width)}  ${command}`)].join("\n");
}
