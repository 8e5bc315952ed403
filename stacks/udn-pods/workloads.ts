import { overlappingNamespace, purpose } from "./networks.ts";

/** A StatefulSet of two agnhost servers. */
export interface App {
  readonly name: string;
  /** Also the value of its label `network`. */
  readonly namespace: string;
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

export const apps: readonly App[] = [
  // Its probe shows that the kubelet reaches a pod over the default network, although the pod's own network is another.
  { name: "app-blue", namespace: "blue", containers: [{ name: single, livenessProbe: true }] },
  { name: "app-green", namespace: "green", containers: [{ name: single }] },
  { name: "app-red", namespace: "red", containers: onTwoPorts },
  { name: "app-yellow", namespace: "yellow", containers: onTwoPorts },
  { name: "app-default", namespace: "default", containers: [{ name: single }] },
];

export const overlappingApp: App = {
  name: "app-overlapping-blue",
  namespace: overlappingNamespace,
  containers: [{ name: single }],
};

export function statefulSet({ name, namespace, containers }: App, image: string) {
  const labels = { network: namespace, ...purpose };
  return {
    metadata: { name, namespace, labels },
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
export function nodePortService(network: "blue" | "green") {
  return {
    metadata: { name: `service-${network}`, namespace: network, labels: { network, ...purpose } },
    spec: { type: "NodePort", selector: { ...purpose }, ports: [{ name: "web", port: 80, targetPort: 8080 }] },
  };
}

/** Lets red pods send to the workshop's pods, wherever they are, on port 8080 and nothing else. */
export const policy = {
  metadata: { name: "allow-to-devconf-demo-pods", namespace: "red", labels: { ...purpose } },
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
