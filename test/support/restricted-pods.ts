/** Kubernetes' Pod Security Standard `restricted`, as far as pods of this project touch it. */
interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly hostPort?: number }[];
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly volumes?: readonly object[];
  readonly serviceAccountName?: string;
}

const volumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** What of a pod is against the standard, and whether it has the rights of another account than its namespace's. */
export function restrictedProblems(spec: PodSpec): string[] {
  const host = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((key) => spec[key]);
  const kinds = (spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== "name"));
  return [
    ...host,
    ...kinds.filter((kind) => !volumes.includes(kind)).map((kind) => `a volume of kind ${kind}`),
    ...(spec.serviceAccountName === undefined ? [] : [`the account ${spec.serviceAccountName}`]),
    ...[...spec.containers, ...(spec.initContainers ?? [])].flatMap(containerProblems),
  ];
}

function containerProblems({ name, ports = [], securityContext: context = {} }: Container): string[] {
  const { capabilities } = context;
  return [
    ...(context.privileged ? ["privileged"] : []),
    ...(context.allowPrivilegeEscalation === false ? [] : ["may become root"]),
    ...(context.runAsNonRoot === true && context.runAsUser !== 0 ? [] : ["may run as root"]),
    ...(context.seccompProfile?.type === "RuntimeDefault" ? [] : ["has no seccomp profile"]),
    ...(capabilities?.drop?.includes("ALL") ? [] : ["keeps capabilities"]),
    ...(capabilities?.add ?? []).filter((one) => one !== "NET_BIND_SERVICE").map((one) => `has ${one}`),
    ...ports.filter(({ hostPort }) => hostPort).map(() => "has a port of its host"),
  ].map((problem) => `container ${name} ${problem}`);
}
