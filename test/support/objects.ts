import type { KubernetesManifest } from "../../components/artifacts/index.ts";
import { isDefinition } from "../../components/platform/manifest-objects.ts";
import type { ApiServer } from "./api-server.ts";
import { chartDefinitions } from "./charts.ts";
import type { PlannedObject, Stage } from "./plan.ts";
import type { Spoilt } from "./spoil.ts";
import { refusal, StrictApi, waitForEstablished } from "./strict-api.ts";

/** Objects that could be made before their namespace or their definition, both of the same program: `<object> for <what it needs>`. */
export function missingDependencies(objects: readonly PlannedObject[]): string[] {
  return objects.flatMap((object) =>
    objects
      .filter(({ manifest, urn }) => isNeededBy(object.manifest, manifest) && !object.after.has(urn))
      .map((needed) => `${object.name} for ${needed.name}`),
  );
}

/**
 * Creates all objects of a plan, stage by stage, and after each stage what operators would install for its objects.
 * @throws Error that names the object which the API server refuses
 */
export async function createInOrder(
  server: ApiServer,
  stages: readonly Stage[],
  installedFor: (manifest: KubernetesManifest) => readonly KubernetesManifest[],
): Promise<void> {
  const api = StrictApi.of(server.config);
  const create = async (manifests: readonly KubernetesManifest[]): Promise<void> => {
    for (const manifest of manifests)
      await api.createStrictly(manifest).catch((error: unknown) => {
        throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`);
      });
    await waitForEstablished(
      server.config,
      manifests.filter(isDefinition).map(({ metadata }) => metadata.name),
    );
  };
  for (const { charts, objects } of stages) {
    const made = objects.map(({ manifest }) => manifest);
    // Backwards, for nothing says which of one stage is first.
    await create([...charts.flatMap(chartDefinitions), ...made].toReversed());
    await create(made.flatMap(installedFor));
  }
}

/** Which objects the API server would take although something in them is wrong: `<object>: <where>`. Nothing is stored. */
export async function notRefused(
  api: StrictApi,
  objects: readonly PlannedObject[],
  spoil: (manifest: KubernetesManifest) => Spoilt,
): Promise<string[]> {
  const accepted: string[] = [];
  for (const { name, manifest } of objects) {
    const spoilt = spoil(manifest);
    const reason = await refusal(api, spoilt.manifest);
    if (reason === undefined) accepted.push(`${name}: ${spoilt.path}`);
  }
  return accepted;
}

function isNeededBy({ apiVersion, kind, metadata }: KubernetesManifest, other: KubernetesManifest): boolean {
  if (other.kind === "Namespace") return metadata.namespace === other.metadata.name;
  if (!isDefinition(other)) return false;
  const { group, names } = other["spec"] as { group: string; names: { kind: string } };
  return apiVersion.startsWith(`${group}/`) && kind === names.kind;
}
