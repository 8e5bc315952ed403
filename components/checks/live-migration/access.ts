import type { Directory } from "../targets.ts";
import type { ExecInGuest } from "./stream.ts";

/** How far a VirtualMachineInstanceMigration is. */
export interface MigrationStatus {
  /** `Succeeded` and `Failed` are its ends. */
  readonly phase: string;
  readonly reason?: string | undefined;
}

/** What the experiment needs of a cluster. */
export interface MigrationAccess extends Directory {
  readonly execInGuest: ExecInGuest;
  /** Asks for a live migration; one of that name that is there already will do. Rejects while the API refuses. */
  createMigration(namespace: string, name: string, vm: string): Promise<void>;
  migration(namespace: string, name: string): Promise<MigrationStatus>;
  /** One that is not there is deleted. */
  deleteMigration(namespace: string, name: string): Promise<void>;
}
