import type * as pulumi from "@pulumi/pulumi";

/**
 * Annotation that says whose an object is, on clusters that others may use too: the name of a stack. Pulumi creates by
 * server-side apply, which takes over what is there already without a word and later deletes it.
 */
export const ownerAnnotation = "ovn-kubernetes-labs/stack";

/** Marks every Kubernetes object as that stack's, those of charts included. */
export function markedAs(stack: string): pulumi.ResourceTransform {
  return ({ type, props, opts }) => {
    const metadata = (props as { metadata?: { annotations?: object } }).metadata;
    // What has no metadata is a chart or a provider; a patch changes what is somebody else's.
    if (!type.startsWith("kubernetes:") || type.endsWith("Patch") || metadata === undefined) return undefined;
    const annotations = { ...metadata.annotations, [ownerAnnotation]: stack };
    return { props: { ...props, metadata: { ...metadata, annotations } }, opts };
  };
}
