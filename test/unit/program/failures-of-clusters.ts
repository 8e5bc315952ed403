import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { likelyCauses } from "../../../components/checks/bundle/causes/likely-causes.ts";
import { renderReadme } from "../../../components/checks/bundle/readme.ts";
import { describeCheck } from "../../../components/checks/describe.ts";
import { describeObservation, type Observation } from "../../../components/checks/observation.ts";
import { readPingOutcome } from "../../../components/checks/icmp-probe.ts";
import { podNetworkAddress, podNetworksAnnotation } from "../../../components/checks/pod-networks.ts";
import { judge } from "../../../components/checks/verdict.ts";
import { settled } from "../../../components/command-host/script.ts";
import type { Condition } from "../../../components/platform/readiness/condition.ts";
import { readinessScript } from "../../../components/platform/readiness/script.ts";
import { renderVerdicts } from "../../../stacks/commands/verdicts.ts";
import { checkOf, late, noProbe } from "../checks/bundle/causes-support.ts";
import { withAnswers, writeKubeconfig } from "../support.ts";

const deployment: Condition = { is: "deployment-available", namespace: "cert-manager", name: "cert-manager-webhook" };
const issuer = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { namespace: "default", name: "probe" },
};
const dryRun: Condition = { is: "dry-run-passes", object: issuer, podsOf: "cert-manager" };

const waiting = {
  reason: "ImagePullBackOff",
  message: 'Back-off pulling image "quay.io/jetstack/cert-manager-webhook"',
};
const pods = {
  image: { phase: "Pending", containerStatuses: [{ state: { waiting } }] },
  pending: {
    phase: "Pending",
    conditions: [{ type: "PodScheduled", status: "False", message: "0/3 nodes are available: 3 Insufficient cpu." }],
  },
  webhook: { phase: "Pending", containerStatuses: [{ state: { waiting: { reason: "ContainerCreating" } } }] },
} as const;

/** What the real script behind a wait says at its end, for an API server whose answers are recorded. */
export async function notReady(what: keyof typeof pods): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "labs-failures-"));
  const said: string[] = [];
  try {
    await withAnswers(
      (request, response) => answer(what, request, response),
      async (url) => {
        const kubeconfig = join(folder, "kubeconfig");
        await writeKubeconfig(kubeconfig, url);
        const conditions = [what === "webhook" ? dryRun : deployment];
        const request = { kubeconfig, context: null, timeout: 0, of: [], conditions };
        const environment = { READINESS_REQUEST: JSON.stringify(request) };
        const say = (line: string): void => void said.push(line);
        await settled(readinessScript, { environment, say, signal: new AbortController().signal });
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  return said.at(-1) ?? "";
}

function answer(what: keyof typeof pods, { url = "", method }: IncomingMessage, response: ServerResponse): void {
  const refused = "Internal error occurred: failed calling webhook: no endpoints available";
  const body = url.includes("/pods")
    ? { kind: "PodList", items: [{ metadata: { name: "webhook-1" }, spec: {}, status: pods[what] }] }
    : method === "POST"
      ? { kind: "Status", message: refused }
      : url === "/api/v1"
        ? { kind: "APIResourceList", resources: [{ name: "configmaps", kind: "ConfigMap", namespaced: true }] }
        : { kind: "Deployment", spec: { selector: { matchLabels: { app: "webhook" } } }, status: {} };
  response.writeHead(method === "POST" ? 500 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** What a pod's annotation says that got no primary network. */
const alone = podNetworkAddress({ [podNetworksAnnotation]: '{"default":{"role":"infrastructure-locked"}}' }, "primary");

const observations = {
  failed: late,
  "no primary network": noProbe("problem" in alone ? alone.problem : ""),
  // As Debian's ping says it.
  "name not resolved": readPingOutcome(
    { exitCode: 2, stdout: "", stderr: "ping: google.com: Temporary failure in name resolution\n" },
    "google.com",
  ),
  "console taken": noProbe(
    "the console of red-namespace/red: not within 60 s; last seen: the console was closed (1006)",
  ),
} satisfies Record<string, Observation>;

/** What the terminal shows of a check that does not pass, and the page that its bundle begins with. */
export function failedCheck(id: string, what: keyof typeof observations): string {
  const check = checkOf(id);
  const seen = observations[what];
  const causes = likelyCauses({ check, seen, repeat: "", facts: {} });
  const result = {
    ...describeCheck(check),
    observed: describeObservation(seen),
    verdict: judge(check.expect, seen),
    attempts: 1,
    seconds: 90,
    repeat: "",
  };
  const table = renderVerdicts([
    {
      ...result,
      bundle: `.stacks/overlay/bundles/${id}`,
      causes: causes.map(({ what: words, confirm }) => `${words} -> ${confirm}`),
    },
  ]);
  return `${table}\n${renderReadme([result], causes, { files: new Map(), absent: [], missing: [] })}`;
}
