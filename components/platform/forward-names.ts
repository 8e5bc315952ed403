/**
 * The process behind a {@link NameForwarding}: sets whom CoreDNS asks for names outside of the cluster. CoreDNS that runs already reads
 * its configuration anew within two minutes (its plugin `reload`).
 */
import { readFileSync } from "node:fs";
import { CoreV1Api, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { requireEngine, succeed } from "../clusters/container-engine.ts";
import { endWithEngine } from "../interruption/end-with-engine.ts";
import { loadKubeConfig } from "../kubernetes-api/client.ts";
import { plainly } from "../kubernetes-api/problem.ts";
import { nameForwardingSchema } from "./name-forwarding-request.ts";
import { nameServersOf, withNameServers } from "./name-servers.ts";

const configMap = { name: "coredns", namespace: "kube-system" };

endWithEngine();
try {
  process.stdout.write(`${await forwardNames()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @returns what was done */
async function forwardNames(): Promise<string> {
  const request = nameForwardingSchema.parse(JSON.parse(process.env["NAME_FORWARDING_REQUEST"] ?? ""));
  const servers = request.servers.length > 0 ? request.servers : await serversOf(request);
  if (servers === undefined) return "the cluster's DNS asks as its nodes do: podman's resolver answers pods too";
  const { kubeconfig, context } = request;
  const api = loadKubeConfig({ kubeconfig, ...(context === null ? {} : { context }) }).makeApiClient(CoreV1Api);
  const corefile = (await plainly(api.readNamespacedConfigMap(configMap))).data?.["Corefile"] ?? "";
  const wanted = withNameServers(corefile, servers);
  if (wanted === undefined)
    throw new Error(
      `ConfigMap kube-system/coredns has no line "forward .", so nobody can be set who is asked for names outside`,
    );
  const asMergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
  await plainly(api.patchNamespacedConfigMap({ ...configMap, body: { data: { Corefile: wanted } } }, asMergePatch));
  return `the cluster's DNS asks ${servers.join(", ")} for names outside`;
}

/** undefined: those of the nodes will do. */
async function serversOf({
  node,
  containerEngine,
  families,
}: ReturnType<typeof nameForwardingSchema.parse>): Promise<string[] | undefined> {
  const engine = await requireEngine(containerEngine);
  if (engine === "podman") return undefined;
  const machine = ["/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"].map(textOf);
  return nameServersOf({ node: await succeed(engine, ["exec", node, "cat", "/etc/resolv.conf"]), machine, families });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Not every machine has both.
    return "";
  }
}
