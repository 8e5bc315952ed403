import { kind, simulated } from "../versions.ts";
import type { ToolName } from "./types.ts";

/** A Go package that is the `main` of a tool. */
export interface GoPackage {
  /** The module's path, without a version. */
  module: string;
  /** The package's import path. */
  path: string;
  /** The name that `go build -o <folder>/` gives the binary: the last path element that is not a major version. */
  binary: string;
  /** Values of string variables, by `<package>.<variable>`, as `-ldflags -X` takes them. */
  variables: Readonly<Record<string, string>>;
}

/** What is known of a tool. */
export interface ToolFacts {
  /** The version this program obtains. */
  version: string;
  /** The oldest version it accepts from elsewhere; absent: any. */
  minimum?: string;
  /** The arguments that make the tool say its version and end. */
  versionArguments: readonly string[];
  go: GoPackage;
  /** Where a person gets it. */
  homepage: string;
}

const kubernetesTool = (tool: ToolName): ToolFacts => ({
  version: simulated.kubernetes,
  minimum: simulated.minimumKubernetes,
  versionArguments: ["--version"],
  go: {
    module: "k8s.io/kubernetes",
    path: `k8s.io/kubernetes/cmd/${tool}`,
    binary: tool,
    variables: kubernetesVersionVariables(simulated.kubernetes),
  },
  homepage: "https://kubernetes.io/releases/download/#binaries",
});

const kwokTool = (tool: ToolName): ToolFacts => ({
  version: simulated.kwok,
  versionArguments: ["--version"],
  go: { module: "sigs.k8s.io/kwok", path: `sigs.k8s.io/kwok/cmd/${tool}`, binary: tool, variables: {} },
  homepage: "https://kwok.sigs.k8s.io/docs/user/installation/",
});

/** Without these a Kubernetes component built from its module calls itself v0.0.0-master (component-base/version/base.go). */
function kubernetesVersionVariables(version: string): Record<string, string> {
  const [major = "", minor = ""] = version.split(".");
  const variables = "k8s.io/component-base/version";
  return {
    [`${variables}.gitVersion`]: `v${version}`,
    [`${variables}.gitMajor`]: major,
    [`${variables}.gitMinor`]: minor,
    [`${variables}.gitTreeState`]: "clean",
  };
}

/** Every tool, and where it comes from. */
export const toolFacts: Readonly<Record<ToolName, ToolFacts>> = {
  kind: {
    version: kind.version,
    minimum: kind.minimum,
    versionArguments: ["version"],
    go: { module: "sigs.k8s.io/kind", path: "sigs.k8s.io/kind", binary: "kind", variables: {} },
    homepage: "https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
  },
  kwokctl: kwokTool("kwokctl"),
  kwok: kwokTool("kwok"),
  etcd: {
    version: simulated.etcd,
    versionArguments: ["--version"],
    go: { module: "go.etcd.io/etcd/server/v3", path: "go.etcd.io/etcd/server/v3", binary: "server", variables: {} },
    homepage: "https://github.com/etcd-io/etcd/releases",
  },
  "kube-apiserver": kubernetesTool("kube-apiserver"),
  "kube-controller-manager": kubernetesTool("kube-controller-manager"),
  "kube-scheduler": kubernetesTool("kube-scheduler"),
  agnhost: {
    version: simulated.kubernetes,
    versionArguments: ["--version"],
    go: {
      module: "k8s.io/kubernetes",
      path: "k8s.io/kubernetes/test/images/agnhost",
      binary: "agnhost",
      // Its own counts images; here it says which Kubernetes it is of.
      variables: { "main.Version": simulated.kubernetes },
    },
    homepage: "https://github.com/kubernetes/kubernetes/tree/master/test/images/agnhost",
  },
};

/** All of them. */
export const toolNames = Object.keys(toolFacts) as ToolName[];

/** What a simulated cluster needs. */
export const simulatedClusterTools: ToolName[] = toolNames.filter((tool) => tool !== "kind" && tool !== "agnhost");
