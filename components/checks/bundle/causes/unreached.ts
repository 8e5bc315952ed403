import { type Case, type Cause, namespacesOf, targetPods, wordsOf } from "./cause.ts";
import { controllerLog, events, logsOf, networksAnnotation, ports } from "./commands.ts";
import { forbidding, isOnAttachment } from "./forbidding.ts";
import { acrossNodes, notClaimed, ofTarget, onSecondary, stillProgrammed } from "./ways.ts";

/** Nothing came back from the target. */
export function noAnswer(c: Case): Cause[] {
  const { to } = c.check;
  const late = stillProgrammed(c);
  const isSecondary = to.kind === "secondary-network" || isOnAttachment(c);
  const own = isSecondary ? onSecondary(c) : ofTarget(c);
  // A route that is missing is what was seen while a secondary network was being programmed.
  const first = isSecondary && /no route|unreachable/i.test(wordsOf(c.seen)) ? [late] : [];
  return [...first, ...forbidding(c), ...own, late, ...acrossNodes(c), notClaimed(c)];
}

/** The target's address refused: somebody has it, and no server. */
export function refused(c: Case): Cause[] {
  const { to } = c.check;
  const { namespace, name } = targetPods(c)[0] ?? { namespace: namespacesOf(c).at(-1) ?? "default", name: "" };
  const answers = to.kind === "service" || to.kind === "node-port";
  return [
    {
      what: answers
        ? `no server listens in the pods behind ${to.namespace}/${to.service}`
        : "the pod is reached, but its server is down, hangs, or listens on another port or address",
      confirm: name ? logsOf(namespace, name) : c.repeat || events(namespace),
    },
    ...(answers
      ? [
          {
            what: "OVN refuses for a service without endpoints on this network",
            confirm: `kubectl get endpointslices -n ${to.namespace} -o yaml`,
          },
        ]
      : []),
    staleAddress(c),
    { what: "another machine or pod has the address and no such server", confirm: c.repeat || ports(c) },
  ];
}

/** It answered, and not as expected. */
export function wrongAnswer(c: Case, status: number, body: string): Cause[] {
  const { to } = c.check;
  if (status !== 200)
    return [
      {
        what: `the server itself has a problem or does not know the request (HTTP ${status})`,
        confirm: serverLog(c),
      },
      ...(to.kind === "host"
        ? [{ what: "what the server depends on, such as its database, does not answer it", confirm: serverLog(c) }]
        : []),
      { what: "another server than the scenario's has the address", confirm: c.repeat || ports(c) },
      staleAddress(c),
    ];
  const said = body.trim().slice(0, 60);
  return [
    ...("service" in to
      ? [
          {
            what: `service ${to.namespace}/${to.service} selects other pods too`,
            confirm: `kubectl get endpointslices -n ${to.namespace} -o yaml`,
          },
        ]
      : []),
    {
      what: `the address is another's: ${JSON.stringify(said)} answers there`,
      confirm: "kubectl get pods -A -o wide",
    },
    staleAddress(c),
    { what: "the networks overlap or are one, and the nearer pod with this address answers", confirm: ports(c) },
    {
      what: "the range is public, and the packet left the cluster to a stranger",
      confirm: c.repeat || controllerLog(c),
    },
  ];
}

/** A name was not resolved. */
export function unresolved(c: Case): Cause[] {
  const { to } = c.check;
  const isInside = to.kind === "host" && to.host.endsWith(".cluster.local");
  const broken = (c.facts.dns ?? []).filter(({ ready }) => !ready);
  const dnsDown: Cause[] = broken.map(({ namespace, name }) => ({
    what: `the cluster's DNS is not ready: pod ${name}`,
    confirm: logsOf(namespace, name),
  }));
  return [
    ...dnsDown,
    ...forbidding(c, "DNS"),
    ...(isInside
      ? []
      : [
          {
            what: "the name servers that the cluster's DNS asks do not answer its pods (lab:nameServers names others)",
            confirm: "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=30",
          },
        ]),
    {
      what: "the pod's network does not reach the cluster's DNS, which is on the default network",
      confirm: "kubectl get service,endpointslices -n kube-system -l k8s-app=kube-dns -o wide",
    },
    {
      what: "CoreDNS answers with errors or loops",
      confirm: "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=30",
    },
    stillProgrammed(c),
  ];
}

/** The annotation that the address was learned from is of an earlier pod. */
function staleAddress(c: Case): Cause {
  const { namespace, name } = targetPods(c)[0] ?? { namespace: namespacesOf(c).at(-1) ?? "default", name: "" };
  return {
    what: "the target was made anew meanwhile and has another address",
    confirm: name ? networksAnnotation(namespace, name) : `kubectl get pods -n ${namespace} -o wide`,
  };
}

function serverLog(c: Case): string {
  const pod = targetPods(c)[0];
  return pod ? logsOf(pod.namespace, pod.name) : c.repeat || controllerLog(c);
}
