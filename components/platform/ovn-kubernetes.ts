import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { requestNoCpu } from "./cpu-requests.ts";
import { type OvnKubernetesOptions, ovnKubernetesValues, valuesFile } from "./ovn-kubernetes-values.ts";

export interface OvnKubernetesArgs extends OvnKubernetesOptions {
  /** Folder of the chart, `helm/ovn-kubernetes` of its repository. */
  readonly chart: string;
  /** Seconds that one of its parts may take to become ready. */
  readonly timeout: number;
  /** Whether its containers request CPU as the chart says, more than half of one on each node; default: they do. */
  readonly cpuRequests?: "upstream" | "none";
}

/** OVN-Kubernetes by its Helm chart, with multi-network and network segmentation on. */
export class OvnKubernetes extends pulumi.ComponentResource {
  readonly chart: k8s.helm.v4.Chart;
  /**
   * To be put into the `dependsOn` of what need not wait for it but shall not be in its way: an empty list, known once the last of its nodes' parts is about
   * to be made. Everything else waits for that one longest, and the engine, which makes a few objects at a time, knows no priorities.
   */
  readonly begun: Promise<pulumi.Resource[]>;

  constructor(name: string, args: OvnKubernetesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:OvnKubernetes", name, {}, opts);
    let begin: (none: pulumi.Resource[]) => void = () => undefined;
    const seen = new Promise<pulumi.Resource[]>((resolve) => (begin = resolve));
    this.chart = new k8s.helm.v4.Chart(
      name,
      {
        chart: args.chart,
        valueYamlFiles: [new pulumi.asset.FileAsset(join(args.chart, valuesFile))],
        values: ovnKubernetesValues(args),
      },
      {
        parent: this,
        transforms: [
          keepWebhookCertificate,
          waitAtMost(args.timeout),
          whenNodesBegin(() => begin([])),
          ...(args.cpuRequests === "none" ? [requestNoCpu] : []),
        ],
      },
    );
    // A plan does not look into the chart, which is there at once.
    const made = new Promise<pulumi.Resource[]>((resolve) => void this.chart.urn.apply(() => resolve([])));
    this.begun = Promise.race([seen, made]);
    this.registerOutputs();
  }
}

/**
 * The chart makes a new certificate for its webhook each time it is rendered, and every preview would show it. The one
 * that was installed stays; it is valid for a year.
 */
export const keepWebhookCertificate: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
  const ignored = (() => {
    if (type.endsWith(":Secret") && name.endsWith("ovnkube-webhook-cert")) return ["data"];
    if (type.endsWith(":ValidatingWebhookConfiguration")) return ["webhooks[*].clientConfig.caBundle"];
    return undefined;
  })();
  if (!ignored) return undefined;
  return { props, opts: pulumi.mergeOptions(opts, { ignoreChanges: ignored }) };
};

/** The chart's parts are waited for as long as everything else; Pulumi's own limit is ten minutes. */
export function waitAtMost(seconds: number): pulumi.ResourceTransform {
  const limit = `${seconds}s`;
  return ({ props, opts }) => ({
    props,
    opts: pulumi.mergeOptions(opts, { customTimeouts: { create: limit, update: limit } }),
  });
}

/** Tells when the chart's DaemonSet `ovnkube-node` comes to be made. */
export function whenNodesBegin(tell: () => void): pulumi.ResourceTransform {
  return ({ type, name }) => {
    if (type.endsWith(":DaemonSet") && name.endsWith("ovnkube-node")) tell();
    return undefined;
  };
}
