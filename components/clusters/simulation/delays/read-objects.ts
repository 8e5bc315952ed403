import { z } from "zod";
import { pulls, readyAt } from "./delayed-stages.ts";
import type { BoundPod } from "./schedule.ts";

const annotations = z.record(z.string(), z.string()).optional();
const metadata = z.object({
  uid: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string(),
  annotations,
});
const containers = z.array(z.object({ image: z.string().optional() })).optional();
const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

const podList = itemsOf(
  z.object({
    metadata,
    spec: z.object({
      nodeName: z.string().optional(),
      hostNetwork: z.boolean().optional(),
      containers,
      initContainers: containers,
    }),
  }),
);
const nodeList = itemsOf(z.object({ metadata }));
const volume = z.object({ containerDisk: z.object({ image: z.string() }).optional() });
const objectList = itemsOf(
  z.object({
    metadata,
    spec: z
      .object({ template: z.object({ spec: z.object({ volumes: z.array(volume).optional() }).optional() }).optional() })
      .optional(),
  }),
);

/** An object that waits for its annotation {@link readyAt}. */
export interface WaitingObject {
  readonly namespace: string | undefined;
  readonly name: string;
  /** Images of its disks, if it is a virtual machine. */
  readonly disks: readonly string[];
}

/** The pods of a list that have a node and no moment of readiness yet. */
export function waitingPods(list: string): BoundPod[] {
  return podList.parse(JSON.parse(list)).items.flatMap(({ metadata, spec }) => {
    const { uid = "", namespace = "", name, annotations } = metadata;
    if (spec.nodeName === undefined || annotations?.[readyAt] !== undefined) return [];
    const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
    const images = [...new Set(all.flatMap(({ image }) => image ?? []))];
    return [{ uid, namespace, name, node: spec.nodeName, hostNetwork: spec.hostNetwork === true, images }];
  });
}

/** The images that nodes are told to pull, by the nodes' names. */
export function requestedPulls(list: string): [node: string, images: string[]][] {
  return nodeList.parse(JSON.parse(list)).items.flatMap(({ metadata: { name, annotations } }) => {
    const text = annotations?.[pulls];
    return text === undefined ? [] : [[name, z.array(z.string()).parse(JSON.parse(text))]];
  });
}

/** KubeVirts or VirtualMachines that have no moment of readiness yet. */
export function waitingObjects(list: string): WaitingObject[] {
  return objectList.parse(JSON.parse(list)).items.flatMap(({ metadata: { namespace, name, annotations }, spec }) => {
    if (annotations?.[readyAt] !== undefined) return [];
    const disks = (spec?.template?.spec?.volumes ?? []).flatMap(({ containerDisk }) => containerDisk?.image ?? []);
    return [{ namespace, name, disks }];
  });
}
