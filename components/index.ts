/**
 * What programs of others can use of this one: the parts of the platform as component resources, and builders of network objects. Each
 * component takes its objects from files that {@link resolveArtifact} finds or fetches and verifies, and its cluster from the `provider` option.
 * `docs/example` is a whole program.
 */
export { type KubernetesManifest, readManifest, resolveArtifact } from "./artifacts/index.ts";
export { networkAttachmentDefinition, networksAnnotation } from "./networks/network-attachment-definition.ts";
export { clusterUserDefinedNetwork, primaryNetworkLabel, userDefinedNetwork } from "./networks/user-defined-network.ts";
export { KubernetesObject, objectName } from "./platform/kubernetes-object.ts";
export { Multus, type MultusArgs } from "./platform/multus.ts";
export { type DefinitionsArgs, NetworkDefinitions } from "./platform/network-definitions.ts";
export { OvnKubernetes, type OvnKubernetesArgs } from "./platform/ovn-kubernetes.ts";
export * as versions from "./versions.ts";
