import { lacksCondition, type Stage, statusStage } from "./stage.ts";

const podConditions = ["Initialized", "PodReadyToStartContainers", "ContainersReady", "Ready"];

/** What kubelets would do on the nodes of a simulated cluster: nodes are Ready, pods run at once and go when they are deleted. */
export const kubeletStages: readonly Stage[] = [
  statusStage(
    "node-ready",
    { apiGroup: "v1", kind: "Node" },
    [lacksCondition("Ready")],
    `
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
{{ end }}
addresses:
{{ with NodeIP }}
- type: InternalIP
  address: {{ . | Quote }}
{{ end }}
- type: Hostname
  address: {{ or NodeName .metadata.name | Quote }}
{{ with NodePort }}
daemonEndpoints:
  kubeletEndpoint:
    Port: {{ . }}
{{ end }}
allocatable: { cpu: "64", memory: 256Gi, pods: "500" }
capacity: { cpu: "64", memory: 256Gi, pods: "500" }
nodeInfo:
  architecture: {{ index .metadata.labels "kubernetes.io/arch" }}
  operatingSystem: linux
  kubeletVersion: {{ printf "kwok-%s" Version }}
  kubeProxyVersion: ""
  containerRuntimeVersion: ""
  kernelVersion: ""
  osImage: simulated
  bootID: ""
  machineID: ""
  systemUUID: ""
phase: Running
`,
  ),
  statusStage(
    "pod-running",
    { apiGroup: "v1", kind: "Pod" },
    [
      { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" },
      { key: ".status.phase", operator: "In", values: ["Pending"] },
      lacksCondition("Ready"),
    ],
    `
phase: Running
startTime: {{ Now | Quote }}
conditions:
${podConditions.map((type) => `- { type: ${type}, status: "True", lastTransitionTime: {{ Now | Quote }} }`).join("\n")}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ Now | Quote }} } }
{{ end }}
{{ with .spec.initContainers }}
initContainerStatuses:
{{ range . }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} } }
{{ end }}
{{ end }}
{{ with NodeIPWith .spec.nodeName }}
hostIP: {{ . | Quote }}
{{ end }}
{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
podIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
`,
  ),
  {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name: "pod-gone" },
    spec: {
      resourceRef: { apiGroup: "v1", kind: "Pod" },
      selector: { matchExpressions: [{ key: ".metadata.deletionTimestamp", operator: "Exists" }] },
      next: { finalizers: { empty: true }, delete: true },
    },
  },
];
