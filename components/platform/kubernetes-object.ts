import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesManifest } from "../artifacts/index.ts";

const { version } = createRequire(import.meta.url)("@pulumi/kubernetes/package.json") as { version: string };

/**
 * One object of an upstream manifest as a resource of the program, of the same type as the SDK's own class for that kind.
 * Unlike the children of `yaml.v2.ConfigGroup`, which the provider registers, it is seen by plans and unit tests, and
 * others can depend on it alone.
 */
export class KubernetesObject extends pulumi.CustomResource {
  declare readonly metadata: pulumi.Output<{ name: string; uid: string }>;

  constructor(name: string, manifest: KubernetesManifest, opts?: pulumi.CustomResourceOptions) {
    super(resourceType(manifest), name, manifest, { version, ...opts });
  }
}

/** Pulumi's type of an object: `kubernetes:apps/v1:DaemonSet`, `kubernetes:core/v1:ConfigMap`. */
export function resourceType({ apiVersion, kind }: Pick<KubernetesManifest, "apiVersion" | "kind">): string {
  return `kubernetes:${apiVersion === "v1" ? "core/v1" : apiVersion}:${kind}`;
}

/** The name of an object within its part, unique there: `multus-daemonset-kube-multus-ds`. */
export function objectName(part: string, { kind, metadata }: KubernetesManifest): string {
  return [part, kind.toLowerCase(), metadata.namespace, metadata.name].filter((piece) => piece !== undefined).join("-");
}
