import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import { removeCopiesOf } from "./lifecycle/provider-copies.ts";

/** Kinds whose scope the Kubernetes provider has to ask for (4.32 to 4.34); it knows that of all others that labs use, or finds it in their definitions. */
const policies = { group: "admissionregistration.k8s.io", version: "v1" };
const kindsOfPolicies = {
  validatingadmissionpolicies: "ValidatingAdmissionPolicy",
  validatingadmissionpolicybindings: "ValidatingAdmissionPolicyBinding",
} as const;

export interface EmptyApiServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What a provider takes for the kubeconfig of it. */
  readonly kubeconfig: string;
}

/**
 * Starts an API server without any object, on this machine and for this process alone, for previews of a cluster that is yet to be made: the
 * provider can ask it what a real one would be asked, and nothing is sent anywhere. It takes every object that is sent for a dry run as it is,
 * and it does not keep the process alive.
 * @param version of Kubernetes, such as `v1.35.0`
 */
export async function startEmptyApiServer(version: string): Promise<EmptyApiServer> {
  const server = createServer((request, response) => void answer(version, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.once("exit", () => removeCopiesOf({ name: clusterName, server: url }));
  return { url, kubeconfig: JSON.stringify(kubeconfigOf(url)) };
}

const clusterName = "none-yet";

function kubeconfigOf(server: string): object {
  const name = clusterName;
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: "default" } }],
    users: [{ name, user: {} }],
    "current-context": name,
  };
}

async function answer(version: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const tell = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  if (["POST", "PATCH"].includes(request.method ?? "") && searchParams.has("dryRun")) {
    // An apply is sent as YAML, of which JSON is a part.
    tell(request.method === "POST" ? 201 : 200, parse(await text(request)) as object);
    return;
  }
  request.resume();
  const found = request.method === "GET" ? discovery(version)[pathname] : undefined;
  if (pathname === "/openapi/v2") {
    // A document without definitions, in the encoding that is asked for first: no bytes.
    response.writeHead(200, { "content-type": "application/com.github.proto-openapi.spec.v2.v1.0+protobuf" }).end();
    return;
  }
  if (found) tell(200, found);
  else tell(404, notFound);
}

/** As an API server says it: clients read its details without looking whether there are any. */
const notFound = {
  kind: "Status",
  apiVersion: "v1",
  status: "Failure",
  message: "not found",
  reason: "NotFound",
  details: {},
  code: 404,
};

/** The answers to what a client asks first, by path. */
function discovery(gitVersion: string): Readonly<Record<string, object>> {
  const [, major = "1", minor = "0"] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  const groupVersion = `${policies.group}/${policies.version}`;
  const named = { groupVersion, version: policies.version };
  return {
    "/version": { major, minor, gitVersion },
    "/api": { kind: "APIVersions", versions: [] },
    "/apis": {
      kind: "APIGroupList",
      apiVersion: "v1",
      groups: [{ name: policies.group, versions: [named], preferredVersion: named }],
    },
    [`/apis/${groupVersion}`]: {
      kind: "APIResourceList",
      apiVersion: "v1",
      groupVersion,
      resources: Object.entries(kindsOfPolicies).map(([name, kind]) => ({
        name,
        kind,
        singularName: "",
        namespaced: false,
        verbs: ["get", "patch"],
      })),
    },
  };
}
