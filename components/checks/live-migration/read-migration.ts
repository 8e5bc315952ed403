import { z } from "zod";
import type { MigrationStatus } from "./access.ts";

const schema = z.object({
  status: z
    .object({
      phase: z.string().optional(),
      migrationState: z
        .object({
          failureReason: z.string().optional(),
          startTimestamp: z.string().nullish(),
          endTimestamp: z.string().nullish(),
          targetNodeDomainReadyTimestamp: z.string().nullish(),
          mode: z.string().optional(),
        })
        .nullish(),
      phaseTransitionTimestamps: z
        .array(z.object({ phase: z.string().optional(), phaseTransitionTimestamp: z.string().optional() }))
        .optional(),
    })
    .optional(),
});

/** Reads a VirtualMachineInstanceMigration (`kubevirt.io/v1`, v1.4 to v1.9). */
export function readMigration(object: unknown): MigrationStatus {
  const { status } = schema.parse(object);
  const state = status?.migrationState;
  const phases = (status?.phaseTransitionTimestamps ?? []).flatMap(({ phase, phaseTransitionTimestamp: at }) =>
    phase && at ? [{ phase, at }] : [],
  );
  return {
    phase: status?.phase ?? "Pending",
    ...(state?.failureReason ? { reason: state.failureReason } : {}),
    ...(state?.startTimestamp ? { started: state.startTimestamp } : {}),
    ...(state?.endTimestamp ? { ended: state.endTimestamp } : {}),
    ...(state?.targetNodeDomainReadyTimestamp ? { targetReady: state.targetNodeDomainReadyTimestamp } : {}),
    ...(state?.mode ? { mode: state.mode } : {}),
    ...(phases.length > 0 ? { phases } : {}),
  };
}
