import type { IpFamily } from "../../components/settings/ip-family.ts";
import { type AddedTenant, overlappingTenant, purpose, type Tenant } from "./networks.ts";

/** A StatefulSet of two agnhost servers. */
export interface App {
  readonly name: string;
  /** Whose namespace it is in; also the value of its label `network`. */
  readonly tenant: Tenant | "default";
  readonly containers: readonly AppContainer[];
}

interface AppContainer {
  readonly name: string;
  /** Set: one HTTP port and no UDP, so that a second server fits into the pod. Unset: agnhost's own, HTTP 8080. */
  readonly port?: number;
  readonly livenessProbe?: boolean;
}

export const single = "agnhost-container";
export const first = "agnhost-container-8080";
const onTwoPorts: readonly AppContainer[] = [
  { name: first, port: 8080 },
  { name: "agnhost-container-9090", port: 9090 },
];

/** Is in a namespace that is not the workshop's own, so it takes the prefix of names itself. */
export const defaultApp = "app-default";

export const apps: readonly App[] = [
  // Its probe shows that the kubelet reaches a pod over the default network, although the pod's own network is another.
  { name: "app-blue", tenant: "blue", containers: [{ name: single, livenessProbe: true }] },
  { name: "app-green", tenant: "green", containers: [{ name: single }] },
  { name: "app-red", tenant: "red", containers: onTwoPorts },
  { name: "app-yellow", tenant: "yellow", containers: onTwoPorts },
  { name: defaultApp, tenant: "default", containers: [{ name: single }] },
];

export const overlappingApp: App = {
  name: "app-overlapping-blue",
  tenant: overlappingTenant,
  containers: [{ name: single }],
};

/** The client and the server of an added tenant. */
export function addedApp(tenant: AddedTenant): App {
  return { name: `app-${tenant}`, tenant, containers: [{ name: single }] };
}

export function statefulSet({ tenant, containers }: App, metadata: { name: string; namespace: string }, image: string) {
  const labels = { network: tenant, ...purpose };
  return {
    metadata: { ...metadata, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: containers.map((one) => container(one, image)) } },
    },
  };
}

function container({ name, port, livenessProbe }: AppContainer, image: string) {
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: port === undefined ? ["netexec"] : ["netexec", `--http-port=${port}`, "--udp-port=-1"],
    ...(livenessProbe
      ? {
          livenessProbe: {
            httpGet: { path: "/healthz", port: 8080 },
            initialDelaySeconds: 15,
            timeoutSeconds: 2,
            periodSeconds: 10,
            failureThreshold: 3,
          },
        }
      : {}),
  };
}

/** A Service of a network, reachable by a node port: services are bound to their namespace's network, node ports are not. */
export function nodePortService(network: "blue" | "green", namespace: string, ipFamily: IpFamily) {
  return {
    metadata: { name: `service-${network}`, namespace, labels: { network, ...purpose } },
    spec: {
      type: "NodePort",
      selector: { ...purpose },
      ports: [{ name: "web", port: 80, targetPort: 8080 }],
      // A Service has one family, the cluster's first, unless it asks for both.
      ...(ipFamily === "dual" ? { ipFamilyPolicy: "PreferDualStack" } : {}),
    },
  };
}

/** Lets the pods of a namespace send to the workshop's pods, wherever they are, on port 8080 and nothing else. */
export function demoPodsPolicy(namespace: string) {
  return {
    metadata: { name: "allow-to-devconf-demo-pods", namespace, labels: { ...purpose } },
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ podSelector: { matchLabels: { ...purpose } }, namespaceSelector: {} }],
          ports: [{ protocol: "TCP", port: 8080 }],
        },
      ],
    },
  };
}
