import type { Directory } from "../targets.ts";
import type { ExecInGuest } from "./stream.ts";

/** How far a VirtualMachineInstanceMigration is. Its times are ISO 8601 and whole seconds; KubeVirt tells them when it is over. */
export interface MigrationStatus {
  /** `Succeeded` and `Failed` are its ends. */
  readonly phase: string;
  readonly reason?: string | undefined;
  readonly started?: string | undefined;
  readonly ended?: string | undefined;
  /** When the target's node saw that the guest runs there. */
  readonly targetReady?: string | undefined;
  /** `PreCopy` or `PostCopy`. */
  readonly mode?: string | undefined;
  readonly phases?: readonly MigrationPhase[];
}

export interface MigrationPhase {
  readonly phase: string;
  /** When it began. */
  readonly at: string;
}

/** What the experiment needs of a cluster. */
export interface MigrationAccess extends Directory {
  readonly execInGuest: ExecInGuest;
  /** Asks for a live migration; one of that name that is there already will do. Rejects if the API does not take it; the API's answer is then the error or a cause of it. */
  createMigration(namespace: string, name: string, vm: string): Promise<void>;
  migration(namespace: string, name: string): Promise<MigrationStatus>;
  /** One that is not there is deleted. */
  deleteMigration(namespace: string, name: string): Promise<void>;
}
