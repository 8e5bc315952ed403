/** Facts of the talk's pod workshop, object by object; the registry and the tag of the image are today's. */
const agnhostImage = "registry.k8s.io/e2e-test-images/agnhost:2.45";

const purpose = { purpose: "devconf-eu-2025-demo" };

const namespace = (name: string) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { name, "k8s.ovn.org/primary-user-defined-network": "", ...purpose } },
});

/** The program waits until OVN-Kubernetes has created a network. */
const annotations = { "pulumi.com/waitFor": "condition=NetworkCreated" };

const layer3 = (of: string, cidr: string) => ({
  apiVersion: "k8s.ovn.org/v1",
  kind: "UserDefinedNetwork",
  metadata: { name: `${of}-network`, namespace: of, labels: { name: of, ...purpose }, annotations },
  spec: { topology: "Layer3", layer3: { role: "Primary", subnets: [{ cidr, hostSubnet: 24 }] } },
});

const enterprise = {
  apiVersion: "k8s.ovn.org/v1",
  kind: "ClusterUserDefinedNetwork",
  metadata: { name: "colored-enterprise", labels: purpose, annotations },
  spec: {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["red", "yellow"] }],
    },
    network: {
      topology: "Layer2",
      layer2: { role: "Primary", ipam: { lifecycle: "Persistent" }, subnets: ["192.168.0.0/16"] },
    },
  },
};

const container = (name: string, ...args: string[]) => ({
  name,
  image: agnhostImage,
  imagePullPolicy: "IfNotPresent",
  args: ["netexec", ...args],
});
const single = container("agnhost-container");
const probed = {
  ...single,
  livenessProbe: {
    httpGet: { path: "/healthz", port: 8080 },
    initialDelaySeconds: 15,
    timeoutSeconds: 2,
    periodSeconds: 10,
    failureThreshold: 3,
  },
};
const twoPorts = [8080, 9090].map((port) =>
  container(`agnhost-container-${port}`, `--http-port=${port}`, "--udp-port=-1"),
);

const app = (name: string, network: string, ...containers: object[]) => {
  const labels = { network, ...purpose };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace: network, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
};

const service = (network: string) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: `service-${network}`, namespace: network, labels: { network, ...purpose } },
  spec: { type: "NodePort", selector: purpose, ports: [{ name: "web", port: 80, targetPort: 8080 }] },
});

const policy = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "allow-to-devconf-demo-pods", namespace: "red", labels: purpose },
  spec: {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ podSelector: { matchLabels: purpose }, namespaceSelector: {} }],
        ports: [{ protocol: "TCP", port: 8080 }],
      },
    ],
  },
};

/** The steps in their order, and what each adds: names in the program with their objects. */
export const objectsOf: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  namespaces: {
    "udn-pods-blue": namespace("blue"),
    "udn-pods-green": namespace("green"),
    "udn-pods-red": namespace("red"),
    "udn-pods-yellow": namespace("yellow"),
  },
  networks: {
    "udn-pods-blue-network": layer3("blue", "103.103.0.0/16"),
    "udn-pods-green-network": layer3("green", "203.203.0.0/16"),
  },
  "cluster-network": { "udn-pods-colored-enterprise": enterprise },
  workloads: {
    "udn-pods-app-blue": app("app-blue", "blue", probed),
    "udn-pods-app-green": app("app-green", "green", single),
    "udn-pods-app-red": app("app-red", "red", ...twoPorts),
    "udn-pods-app-yellow": app("app-yellow", "yellow", ...twoPorts),
    "udn-pods-app-default": app("app-default", "default", single),
  },
  services: { "udn-pods-service-blue": service("blue"), "udn-pods-service-green": service("green") },
  overlapping: {
    "udn-pods-overlapping-with-blue": namespace("overlapping-with-blue"),
    // The same range as blue's.
    "udn-pods-overlapping-with-blue-network": layer3("overlapping-with-blue", "103.103.0.0/16"),
    "udn-pods-app-overlapping-blue": app("app-overlapping-blue", "overlapping-with-blue", single),
  },
  "before-policy": {},
  policy: { "udn-pods-allow-to-devconf-demo-pods": policy },
};

export const stepNames = Object.keys(objectsOf);

/** The objects of the first steps, up to a step. */
export function objectsUpTo(step: string): Record<string, object> {
  const steps = stepNames.slice(0, stepNames.indexOf(step) + 1);
  return Object.fromEntries(steps.flatMap((one) => Object.entries(objectsOf[one] ?? {})));
}
