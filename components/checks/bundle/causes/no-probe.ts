import { type Case, type Cause, namespacesOf, podsOf, wordsOf } from "./cause.ts";
import { consoleOf, describePod, events, instance } from "./commands.ts";
import { guestUnreported } from "./guests.ts";
import { noAddress, noTarget } from "./no-target.ts";

/** What the words of a probe that could say nothing point to; the first that fits. */
const kinds: readonly (readonly [words: RegExp, causes: (c: Case) => Cause[]])[] = [
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|certificate|HTTP 401|Unauthorized|no answer within/,
    noApi,
  ],
  [/container .* of pod/, noAddedContainer],
  [/console|no shell|ConsoleRefused|while the command ran/i, noConsole],
  [/on interface|no interface|no active pod|no status/, guestUnreported],
  [
    /no annotation|annotation .* is not|not on network|on network .* without|no network with the role|in the role/,
    noAddress,
  ],
  [
    /iperf3|(curl|ping|psql|agnhost connect|ip) did not|could not connect|not found in|command not found|executable file/,
    noTool,
  ],
  [/exec in|no end of the command|connection closed before/, noExec],
  [/service .* has no|there is no worker|this machine has no address|no worker has/, noTarget],
  [/not found/i, notThere],
];

export function noProbe(c: Case): Cause[] {
  const words = wordsOf(c.seen);
  const [, causes] = kinds.find(([pattern]) => pattern.test(words)) ?? [];
  return causes ? causes(c) : notThere(c);
}

function noApi(): Cause[] {
  return [
    {
      what: "the API server does not answer: the cluster is gone, stopped or overloaded",
      confirm: "kubectl get --raw /readyz",
    },
    {
      what: "the nodes have other addresses since the container engine or this machine was started again",
      confirm: "docker ps --all (or podman)",
    },
    { what: "the kubeconfig is of another or an earlier cluster", confirm: "kubectl config view --minify" },
  ];
}

function noAddedContainer(c: Case): Cause[] {
  const { from } = c.check;
  const describe = "pod" in from ? describePod(from.namespace, from.pod) : events(namespaceOf(c));
  return [
    { what: "the image of the container that is added to the pod cannot be pulled", confirm: describe },
    {
      what: "the added container ended; the API can neither start it again nor remove it: the pod has to be made anew",
      confirm: describe,
    },
    { what: "a node is too slow to start it in time, or does not answer", confirm: "kubectl get nodes" },
  ];
}

/** The console was busy, or no shell answered on it. */
function noConsole(c: Case): Cause[] {
  const { from, to } = c.check;
  const guest = from.kind === "guest" ? from : to.kind === "guest" ? to : undefined;
  if (!guest) return notThere(c);
  const { namespace, vm } = guest;
  const words = wordsOf(c.seen);
  const taken: Cause = {
    what: "somebody else has the console: it has room for one, and goes to whoever comes last",
    confirm: "pgrep -af 'virtctl console'",
  };
  const booting: Cause = {
    what: "the guest is still booting or installs packages, which takes minutes without KVM",
    confirm: consoleOf(namespace, vm),
  };
  const login: Cause = {
    what: "the login is refused: cloud-init has not set the password, or another user is logged in",
    confirm: consoleOf(namespace, vm),
  };
  const gone: Cause = {
    what: "KubeVirt does not open the console: the guest is not running, or virt-handler does not answer",
    confirm: instance(namespace, vm),
  };
  if (/closed|taken/i.test(words)) return [taken, gone, booting];
  if (/HTTP \d+|refused/i.test(words)) return [gone, taken, booting];
  return /login|incorrect|password/i.test(words) ? [login, booting, taken] : [booting, login, taken];
}

function noTool(c: Case): Cause[] {
  const { from, how } = c.check;
  if (from.kind === "guest")
    return [
      {
        what:
          how.kind === "sql"
            ? "psql is not in the guest: its first boot installs it, from the internet"
            : `the guest's image has no tool for ${how.kind}`,
        confirm: `${consoleOf(from.namespace, from.vm)}, then: sudo tail /var/log/cloud-init-output.log`,
      },
      {
        what: "cloud-init is not done yet",
        confirm: `${consoleOf(from.namespace, from.vm)}, then: cloud-init status --long`,
      },
      { what: "the guest's image is not the scenario's", confirm: instance(from.namespace, from.vm) },
    ];
  const [namespace, pod] = "pod" in from ? [from.namespace, from.pod] : [namespaceOf(c), ""];
  const spec = pod ? `kubectl get pod -n ${namespace} ${pod} -o yaml` : events(namespace);
  return [
    { what: `the container's image has no tool for ${how.kind}, or an older one`, confirm: spec },
    { what: "the container may not do it: ping needs NET_RAW, which a restricted container lacks", confirm: spec },
    { what: "the images come from a mirror (lab:imageMirror) that has others under their names", confirm: spec },
  ];
}

function noExec(c: Case): Cause[] {
  const { from } = c.check;
  const [namespace, pod] = "pod" in from ? [from.namespace, from.pod] : [namespaceOf(c), ""];
  const node = podsOf(c).find(({ name }) => name === pod)?.node;
  const mayNot: Cause = {
    what: "this user may not run commands in pods",
    confirm: `kubectl auth can-i create pods/exec -n ${namespace}`,
  };
  const container: Cause = {
    what: "the container is not there, not running, or was just restarted",
    confirm: pod ? describePod(namespace, pod) : `kubectl get pods -n ${namespace}`,
  };
  const kubelet: Cause = {
    what: "the node's kubelet does not answer the API server",
    confirm: `kubectl describe node${node ? ` ${node}` : "s"}`,
  };
  const slow: Cause = {
    what: "the machine is overloaded: the command did not end in its time",
    confirm: c.repeat || "kubectl top nodes",
  };
  const words = wordsOf(c.seen);
  if (/403|forbidden/i.test(words)) return [mayNot, container, kubelet];
  return /no end of the command|closed before/.test(words) ? [slow, kubelet, container] : [container, kubelet, mayNot];
}

function notThere(c: Case): Cause[] {
  const namespace = namespaceOf(c);
  return [
    {
      what: "something that the check needs was deleted, or was never made",
      confirm: `kubectl get all -n ${namespace}`,
    },
    {
      what: "an update was interrupted or stopped at an earlier step (lab:step)",
      confirm: "npm run preview -- <scenario>",
    },
    { what: "what is there is not what the scenario makes: it was changed by hand", confirm: events(namespace) },
  ];
}

function namespaceOf(c: Case): string {
  return namespacesOf(c)[0] ?? "default";
}
