import { KubernetesObjectApi, type KubernetesObject } from "@kubernetes/client-node";
import { inParallel } from "../artifacts/in-parallel.ts";
import { isAbsent } from "../kubernetes-api/absent.ts";
import { type ApiAccess, loadKubeConfig } from "../kubernetes-api/client.ts";
import { problemOf } from "../kubernetes-api/problem.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { ownerAnnotation } from "./ownership-mark.ts";
import { definitionOf, type ObjectName, partEvidence } from "./part-evidence.ts";
import { type Intention, roomProblems } from "./room.ts";

/** A scenario may claim hundreds of namespaces, and a cluster may be far away. */
const looksAtOnce = 8;

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
  const objects = [...new Map(wanted.map((object) => [keyOf(object), object])).values()];
  const found = new Map<string, Found>();
  const find = async (object: ObjectName): Promise<void> => void found.set(keyOf(object), await look(api, object));
  // The first of each kind one by one: the client asks for a kind's path once, and again if asked at the same time.
  const firsts = new Set(new Map(objects.toReversed().map((object) => [kindOf(object), object])).values());
  for (const object of firsts) await find(object);
  await inParallel(
    objects.filter((object) => !firsts.has(object)),
    looksAtOnce,
    find,
  );
  const problems = roomProblems(intention, (object) => found.get(keyOf(object)));
  if (problems.length > 0) throw new SettingsError(problems);
}

function kindOf({ apiVersion, kind }: ObjectName): string {
  return `${apiVersion} ${kind}`;
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
