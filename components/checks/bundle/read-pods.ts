import { z } from "zod";
import { networkStatusAnnotation } from "../network-status.ts";
import { podNetworksAnnotation } from "../pod-networks.ts";
import type { ContainerFacts, PodFacts } from "./facts.ts";

export const text = z.string().nullish();
const names = z.record(z.string(), z.string()).nullish();
export const metadata = z.object({ name: z.string(), namespace: text, labels: names, annotations: names });
export const conditions = z.array(z.object({ type: z.string(), status: text, reason: text, message: text })).nullish();

/** Those of the items that are as they should be. */
export function read<T>(schema: z.ZodType<T>, items: readonly unknown[]): T[] {
  return items.flatMap((item) => {
    const { success, data } = schema.safeParse(item);
    return success ? [data] : [];
  });
}

export function condition(all: z.infer<typeof conditions>, type: string) {
  return all?.find((one) => one.type === type);
}

const ended = z.object({ reason: text, exitCode: z.number().nullish() }).nullish();
const containerStatuses = z
  .array(
    z.object({
      name: z.string(),
      ready: z.boolean().nullish(),
      restartCount: z.number().nullish(),
      state: z
        .object({
          waiting: z.object({ reason: text, message: text }).nullish(),
          running: z.object({}).nullish(),
          terminated: ended,
        })
        .nullish(),
      lastState: z.object({ terminated: ended }).nullish(),
    }),
  )
  .nullish();

const schema = z.object({
  metadata,
  spec: z.object({ nodeName: text }).nullish(),
  status: z
    .object({
      phase: text,
      podIP: text,
      podIPs: z.array(z.object({ ip: text })).nullish(),
      conditions,
      containerStatuses,
      initContainerStatuses: containerStatuses,
      ephemeralContainerStatuses: containerStatuses,
    })
    .nullish(),
});

export function readPods(items: readonly unknown[]): PodFacts[] {
  return read(schema, items).map(({ metadata: { name, namespace, labels, annotations }, spec, status }) => {
    const problem = ["PodScheduled", "Initialized", "ContainersReady"]
      .map((type) => condition(status?.conditions, type))
      .find((one) => one?.status === "False");
    const statuses = [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ];
    const vm = annotations?.["kubevirt.io/domain"];
    return {
      namespace: namespace ?? "",
      name,
      phase: status?.phase ?? "without a phase",
      ready: condition(status?.conditions, "Ready")?.status === "True",
      labels: labels ?? {},
      addresses: addressesOf(annotations ?? {}, status?.podIPs ?? []),
      containers: statuses.map(readContainer),
      ...(problem ? { problem: [problem.reason, problem.message].filter(Boolean).join(": ") } : {}),
      ...(spec?.nodeName ? { node: spec.nodeName } : {}),
      ...(vm ? { vm } : {}),
    };
  });
}

type ContainerStatus = NonNullable<z.infer<typeof containerStatuses>>[number];

function readContainer({ name, ready, restartCount, state, lastState }: ContainerStatus): ContainerFacts {
  const waiting = [state?.waiting?.reason, state?.waiting?.message].filter(Boolean).join(": ");
  const last = state?.terminated ?? lastState?.terminated;
  return {
    name,
    started: Boolean(state?.running ?? state?.terminated),
    ready: ready === true,
    restarts: restartCount ?? 0,
    ...(waiting ? { waiting } : {}),
    ...(last ? { ended: `${last.reason ?? "ended"}, exit ${last.exitCode ?? "unknown"}` } : {}),
  };
}

function addressesOf(
  annotations: Readonly<Record<string, string>>,
  ips: readonly { ip?: string | null | undefined }[],
): string[] {
  const told = [networkStatusAnnotation, podNetworksAnnotation].map((name) => annotations[name] ?? "").join(" ");
  // Both are JSON, one with prefix lengths; what else is in quotes is no address that anybody would look for.
  const quoted = [...told.matchAll(/"([\da-fA-F.:]+)(?:\/\d+)?"/g)].flatMap(([, address]) => address ?? []);
  return [...new Set([...quoted, ...ips.flatMap(({ ip }) => ip ?? [])])];
}
