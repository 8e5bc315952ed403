import {
  ApiextensionsV1Api,
  ApiException,
  createConfiguration,
  HttpMethod,
  type KubeConfig,
  KubernetesObjectApi,
  ServerConfiguration,
} from "@kubernetes/client-node";
import type { KubernetesManifest } from "../../components/artifacts/index.ts";
import { getText } from "../../components/kubernetes-api/get-text.ts";
import { waitFor } from "../../components/wait.ts";

/**
 * Creates objects as they are. KubernetesObjectApi.create would first drop every field that its own classes do not know,
 * so that the API server never saw a wrong one.
 */
export class StrictApi extends KubernetesObjectApi {
  static of(config: KubeConfig): StrictApi {
    const server = config.getCurrentCluster()?.server ?? "";
    return new StrictApi(
      createConfiguration({ baseServer: new ServerConfiguration(server, {}), authMethods: { default: config } }),
    );
  }

  /**
   * With `fieldValidation=Strict`: an unknown or duplicate field is an error. A dry run stores nothing.
   * @throws ApiException if the API server refuses it
   */
  async createStrictly(manifest: unknown, mode: "stored" | "dry run" = "stored"): Promise<KubernetesManifest> {
    // A copy, for the path is made by filling in what is missing.
    const path = await this.specUriPath(structuredClone(manifest) as KubernetesManifest, "create");
    const request = this.configuration.baseServer.makeRequestContext(path, HttpMethod.POST);
    request.setHeaderParam("Accept", "application/json");
    request.setHeaderParam("Content-Type", "application/json");
    request.setQueryParam("fieldValidation", "Strict");
    if (mode === "dry run") request.setQueryParam("dryRun", "All");
    request.setBody(JSON.stringify(manifest));
    return (await this.requestPromise(request)) as unknown as KubernetesManifest;
  }
}

/** What the API server said against a manifest; undefined if it would take it. Nothing is stored. */
export async function refusal(api: StrictApi, manifest: unknown): Promise<string | undefined> {
  try {
    await api.createStrictly(manifest, "dry run");
    return undefined;
  } catch (error) {
    // Anything but the API server's own "no" is a fault of the test.
    if (error instanceof ApiException && [400, 422].includes(error.code)) return messageOf(error);
    throw error;
  }
}

/** The message of the Status that a refusal carries. */
export function messageOf(error: ApiException<unknown>): string {
  const text = typeof error.body === "string" ? error.body : JSON.stringify(error.body);
  return (JSON.parse(text) as { message?: string }).message ?? text;
}

/**
 * Waits until the API of these CustomResourceDefinitions is served, and told of by the API server's discovery and schemas, which come a moment
 * later: who looks for a kind there once, as KWOK does, would not find it.
 */
export async function waitForEstablished(config: KubeConfig, names: readonly string[]): Promise<void> {
  const api = config.makeApiClient(ApiextensionsV1Api);
  const what = "CustomResourceDefinitions to be Established";
  await waitFor({ what, timeout: 20, interval: 0.1 }, async () => {
    const { items } = await api.listCustomResourceDefinition();
    const missing = names.flatMap((name) => {
      const conditions = items.find((item) => item.metadata?.name === name)?.status?.conditions ?? [];
      if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return [];
      return `${name} (${conditions.map(({ type, status, message }) => `${type} ${status}: ${message}`).join("; ")})`;
    });
    if (missing.length > 0) return { seen: missing.join(", ") };
    for (const { spec } of items.filter(({ metadata }) => names.includes(metadata?.name ?? "")))
      for (const { name: version } of spec.versions.filter(({ served }) => served)) {
        const path = `/apis/${spec.group}/${version}`;
        const told = await getText(config, path, { timeout: 5, size: 1_000_000 });
        if (!told.includes(`"name":"${spec.names.plural}"`)) return { seen: `${path} without ${spec.names.plural}` };
        const schemas = await getText(config, `/openapi/v3${path}`, { timeout: 5, size: 20_000_000 });
        if (!schemas.includes(`"kind":"${spec.names.kind}"`)) return { seen: `no schema of ${spec.names.kind}` };
      }
    return { met: true };
  });
}
