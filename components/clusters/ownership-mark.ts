import type * as pulumi from "@pulumi/pulumi";

/**
 * Annotation that says whose an object is, on clusters that others may use too: the name of a stack. What Pulumi takes over it
 * later deletes.
 */
export const ownerAnnotation = "ovn-kubernetes-labs/stack";

/** Marks every Kubernetes object as that stack's, those of charts included. */
export function markedAs(stack: string): pulumi.ResourceTransform {
  return ({ type, props, opts }) => {
    if (!isObject(type, props)) return undefined;
    const { metadata } = props as { metadata: { annotations?: object } };
    const annotations = { ...metadata.annotations, [ownerAnnotation]: stack };
    return { props: { ...props, metadata: { ...metadata, annotations } }, opts };
  };
}

/** Whether a resource is a Kubernetes object of the stack: no chart or provider, which have no metadata, and no patch of what is somebody else's. */
export function isObject(type: string, props: object): boolean {
  return (
    type.startsWith("kubernetes:") && !type.endsWith("Patch") && "metadata" in props && props.metadata !== undefined
  );
}
