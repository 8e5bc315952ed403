import type { KubeConfig } from "@kubernetes/client-node";
import { BoundedKubeConfig } from "./bounded-requests.ts";

/** Where a cluster's API is: a kubeconfig file and, unless its current context will do, a context in it. */
export interface ApiAccess {
  readonly kubeconfig: string;
  readonly context?: string | undefined;
}

/**
 * @param timeout seconds that a request may take; default 60
 * @throws Error that names the file if it cannot be read, and the contexts there are if the context is not among them.
 */
export function loadKubeConfig(access: ApiAccess, timeout?: number): KubeConfig {
  const config = new BoundedKubeConfig(timeout);
  try {
    config.loadFromFile(access.kubeconfig);
  } catch (error) {
    throw new Error(`the kubeconfig ${access.kubeconfig} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (access.context !== undefined) {
    const contexts = config.getContexts().map((context) => context.name);
    if (!contexts.includes(access.context))
      throw new Error(
        `the kubeconfig ${access.kubeconfig} has no context ${access.context}; it has ${contexts.join(", ") || "none"}`,
      );
    config.setCurrentContext(access.context);
  }
  return config;
}
