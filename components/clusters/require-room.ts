import { KubernetesObjectApi, type KubernetesObject } from "@kubernetes/client-node";
import { isAbsent } from "../kubernetes-api/absent.ts";
import { type ApiAccess, loadKubeConfig } from "../kubernetes-api/client.ts";
import { problemOf } from "../kubernetes-api/problem.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { ownerAnnotation } from "./ownership-mark.ts";
import { definitionOf, type ObjectName, partEvidence } from "./part-evidence.ts";
import { type Intention, roomProblems } from "./room.ts";

type Found = { readonly owner: string | undefined } | undefined;

/**
 * Looks in an existing cluster whether there is room for what is to be made.
 * @throws SettingsError that names what is in the way, whose it is, and the setting that helps
 */
export async function requireRoom(access: ApiAccess, intention: Intention): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(loadKubeConfig(access));
  const evidence = intention.parts.map((part) => partEvidence[part]);
  const wanted = [
    ...intention.claims,
    ...evidence.map(({ object }) => object),
    ...evidence.flatMap(({ definitions }) => definitions.map(definitionOf)),
  ];
  const found = new Map<string, Found>();
  // One by one, a few are of one kind: the client asks for a kind's path once, and again if asked at the same time.
  for (const object of wanted) if (!found.has(keyOf(object))) found.set(keyOf(object), await look(api, object));
  const problems = roomProblems(intention, (object) => found.get(keyOf(object)));
  if (problems.length > 0) throw new SettingsError(problems);
}

function keyOf({ apiVersion, kind, name, namespace = "" }: ObjectName): string {
  return [apiVersion, kind, namespace, name].join(" ");
}

async function look(api: KubernetesObjectApi, object: ObjectName): Promise<Found> {
  const { apiVersion, kind, name, namespace } = object;
  try {
    const read: KubernetesObject = await api.read({
      apiVersion,
      kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    });
    return { owner: read.metadata?.annotations?.[ownerAnnotation] };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new SettingsError([`the cluster does not tell of ${kind} ${name}: ${problemOf(error)}`]);
  }
}
