import { scenarioNames } from "../../../stacks/registry.ts";
import type { Fault, Proof } from "./fault.ts";

const proofs = (file: string, ...titles: string[]): Proof[] => titles.map((title) => ({ file, title }));

/** Files that look at all of this project's folder: while other tests have stacks in it, the folder of Pulumi's state stays. */
export const alone: readonly string[] = ["faults/leftovers.test.ts"];

/** What this program has to survive. The table in `docs/reliability.md` is made of it. */
export const faults: readonly Fault[] = [
  {
    fault: "No cluster, no kubeconfig, no container engine",
    happens:
      "`preview` lists every resource that `up` then makes, without a warning, and writes nothing outside of the project.",
    proofs: proofs(
      "engine/lifecycle.test.ts",
      "the first preview needs no cluster",
      "what the first preview listed is what there is",
    ),
  },
  {
    fault: "A kubeconfig whose current context is another cluster",
    happens: "That cluster is never asked, by `preview`, `up`, `refresh` or `destroy`, and the file stays as it is.",
    proofs: proofs(
      "faults/foreign-context.test.ts",
      "is not asked by a preview without a cluster",
      "is not asked by up",
      "is not asked by destroy",
    ),
  },
  {
    fault: "Nothing has changed",
    happens:
      "A second `preview`, a second `up` and a `refresh` change nothing, nor does a `preview` after it, in any scenario.",
    proofs: scenarioNames.flatMap((scenario) =>
      proofs(
        "faults/no-change.test.ts",
        `${scenario}: has nothing to do in a second preview`,
        `${scenario}: is what a refresh finds`,
      ),
    ),
  },
  {
    fault: "The state is exported and imported again",
    happens: "Nothing changes, in any scenario.",
    proofs: scenarioNames.flatMap((scenario) =>
      proofs("faults/no-change.test.ts", `${scenario}: has nothing to do when its state was exported`),
    ),
  },
  {
    fault: "Ctrl-C, `kill -9` of Pulumi, or of everything, in the middle of an `up`",
    happens:
      "What a Command has started ends with it, a cluster that is half made too. The next `npm run up` says so, releases the lock and converges; `destroy` leaves nothing.",
    proofs: [
      ...proofs("faults/kill-points.test.ts", "kill point "),
      ...proofs(
        "unit/interruption/guard.test.ts",
        "ends when the script is killed",
        "ends, with the script, when Pulumi's engine is killed",
      ),
    ],
  },
  {
    fault: "The same in the middle of a `destroy`",
    happens: "The next `npm run destroy` leaves nothing.",
    proofs: proofs("faults/kill-points.test.ts", "destroy: kill point", "destroy: kill -9 of everything"),
  },
  {
    fault: "Pulumi is killed at the moment at which it writes a file of its state",
    happens:
      "The files of a state are written in one step. Their attributes are not, so this project keeps none; damaged ones in another folder are removed by the next command.",
    proofs: proofs(
      "unit/commands/recovery/damaged-attributes.test.ts",
      "go when a killed Pulumi left them without their content",
    ),
  },
  {
    fault: "The same on a cluster that stays",
    happens: "`npm run destroy` removes objects too whose creation was interrupted, if they carry the stack's mark.",
    proofs: proofs("faults/held.test.ts", "kill point on an existing cluster"),
  },
  {
    fault: "The cluster is deleted behind the stack's back",
    happens: "`preview` says so in one sentence, `up` builds it anew, `refresh` and `destroy` work.",
    proofs: proofs(
      "faults/recovery.test.ts",
      "a preview after the cluster was killed says so in one sentence",
      "the next up builds it anew",
      "refresh with the cluster's folder removed",
      "destroy right after the loss works",
    ),
  },
  {
    fault: "The API server does not answer",
    happens: "`preview` says so in one sentence, `refresh` does not fail, and `up` builds the cluster anew.",
    proofs: proofs(
      "faults/recovery.test.ts",
      "an API server that does not answer is told in one sentence",
      "the next up makes a cluster whose API server was gone anew",
    ),
  },
  {
    fault: "The API server takes connections and never answers",
    happens: "`npm run preview` says so in one sentence within a minute, and `up` builds the cluster anew.",
    proofs: [
      ...proofs(
        "faults/recovery.test.ts",
        "a preview of a cluster whose API server takes connections",
        "the next up makes that cluster anew",
      ),
      ...proofs(
        "unit/clusters/bounded-requests.test.ts",
        "is given up, and its connection closed",
        "is given up where the answer does not end",
        "lets a wait end in time",
      ),
    ],
  },
  {
    fault:
      "The container engine is restarted under a kind cluster with etcd on disk, and its nodes have other addresses (docker by a stand-in)",
    happens: "Nothing has to change.",
    proofs: proofs("faults/kind-stack.test.ts", "needs no change when the engine was restarted"),
  },
  {
    fault:
      "The nodes of a kind cluster with etcd on disk are stopped, or its engine does not answer (docker by a stand-in)",
    happens: "`preview` says so in one sentence with the command that brings it back; nothing is made anew meanwhile.",
    proofs: proofs(
      "faults/kind-stack.test.ts",
      "is said to be stopped while its containers are",
      "is said to wait for an engine that does not answer",
    ),
  },
  {
    fault:
      "The nodes of a kind cluster with etcd in memory, the default, are stopped or restarted (docker by a stand-in)",
    happens: "Its state is lost. `preview` says so in one sentence, and `up` makes it anew.",
    proofs: proofs(
      "faults/kind-memory.test.ts",
      "is said to be lost when its containers are stopped",
      "is said to be empty when they run again, and up makes it anew",
    ),
  },
  {
    fault: "An image cannot be pulled, or a cache for them cannot be had, while nodes are filled",
    happens: "It is told in one line, and the update goes on.",
    proofs: [
      ...proofs("unit/images/fill-nodes.test.ts", "lack an image that cannot be pulled"),
      ...proofs(
        "unit/images/caches.test.ts",
        "is not one of somebody else's containers",
        "that cannot be had is one sentence",
      ),
    ],
  },
  {
    fault: "Objects are changed or deleted by hand",
    happens: "`refresh` shows it; `up --refresh` repairs it and runs the checks again.",
    proofs: proofs(
      "engine/lifecycle.test.ts",
      "a pod deleted by hand is seen by refresh",
      "an object changed by hand is seen by refresh",
    ),
  },
  {
    fault: "A stack gets another scenario, or another version of a part",
    happens: "`up` takes away what belongs to the old one alone and builds the new one, and nothing hangs.",
    proofs: proofs("faults/changes.test.ts", "another scenario in the same stack", "another version of a part"),
  },
  {
    fault: "The step is raised and lowered",
    happens: "Objects and checks come and go with their step, and no others.",
    proofs: proofs("engine/scenarios.test.ts", "a step back", "forward again"),
  },
  {
    fault: "A finalizer that nobody removes",
    happens:
      "The deletion ends after `lab:readinessTimeout`, and object and finalizer are named. When it is gone, `destroy` goes on.",
    proofs: [
      ...proofs("faults/held.test.ts", "a finalizer that nobody removes"),
      ...proofs(
        "unit/commands/recovery/held-objects.test.ts",
        "is its finalizers",
        "is, for a namespace, what is left in it",
      ),
    ],
  },
  {
    fault: "Two stacks at once",
    happens: "Each has files, ports and a cluster of its own.",
    proofs: [
      ...proofs(
        "engine/two-stacks.test.ts",
        "come up side by side",
        "have files, API servers and clusters of their own",
        "are destroyed at the same time",
      ),
      ...proofs("faults/kind-whole.test.ts", "two that come and go at the same time leave nothing"),
    ],
  },
  {
    fault: "A kind cluster of the same name that is somebody else's (docker by a stand-in)",
    happens: "It is refused before anything is made, and never touched.",
    proofs: proofs(
      "engine/kind.test.ts",
      "a cluster of that name that the stack did not make is refused",
      "it is left alone by delete",
      "up refuses a cluster of that name",
    ),
  },
  {
    fault: "kind fails when its nodes run already (docker by a stand-in)",
    happens: "What it has made goes, and its own reason is told.",
    proofs: [
      ...proofs("faults/kind-whole.test.ts", "nothing is left after a creation that fails"),
      ...proofs("engine/kind.test.ts", "a creation that fails ends with kind's own reason"),
    ],
  },
  {
    fault: "A lab has come and gone",
    happens:
      "No process, port, link, container, network, volume, file or kubeconfig entry is left; somebody else's network stays. The cache stays, until `npm run clean`.",
    proofs: [
      ...proofs("faults/leftovers.test.ts", "is nothing after destroy", "of one stack is nothing while another is up"),
      ...proofs("faults/kind-stack.test.ts", "leaves nothing after destroy"),
      ...proofs(
        "faults/kind-whole.test.ts",
        "a network with somebody else's ",
        "the network of two goes with the one that ends last",
      ),
    ],
  },
  {
    fault: "Somebody reads what a lab shows and writes",
    happens:
      "kubeconfig, database's and guests' passwords are in no plan, preview, output, state, result or report, and files are their user's alone.",
    proofs: [
      ...proofs(
        "faults/secrets.test.ts",
        "are in no plan, preview",
        "are in no state",
        "and all else that the stack has",
      ),
      ...proofs("unit/program/secret-inputs.test.ts", "reaches no plan", "is in no request"),
    ],
  },
  {
    fault: "A machine that cannot run the lab",
    happens: "`doctor` and `up` name what is missing, why it matters and what mends it, before anything is made.",
    proofs: [
      ...proofs(
        "engine/preflight.test.ts",
        "is refused by pulumi up before anything is made",
        "is refused by the command too",
        "is tried all the same with lab:preflight warn",
      ),
      ...proofs("unit/machine/preflight.test.ts", "refuses what surely cannot work"),
    ],
  },
  {
    fault: "Settings and files that are wrong",
    happens: "They are refused before anything is made: what is wrong, what was found, what is allowed.",
    badInputs: true,
    proofs: proofs(
      "engine/bad-input.test.ts",
      "an unknown scenario",
      "an unknown kind of cluster",
      "an unknown setting",
      "an artifact",
      "kind with",
    ),
  },
  {
    fault: "Settings, words and names with quotes, `$(…)`, newlines and control characters",
    happens:
      "They are refused in words that hide nothing, or reach programs as one argument or variable; no shell sees them as code.",
    badInputs: true,
    proofs: [
      ...proofs("unit/program/hostile-values.test.ts", "hostile value:"),
      ...proofs("unit/program/hostile-shells.test.ts", "hostile value:"),
      ...proofs("unit/program/hostile-processes.test.ts", "hostile value:"),
    ],
  },
];
