import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "../../../components/tools/processes.ts";
import { backendOf } from "./backend-folder.ts";

const schema = z.object({ pid: z.int(), hostname: z.string(), timestamp: z.string() });

/** A lock of a stack, as Pulumi's own backends write it (`pkg/backend/diy/lock.go`, Pulumi 3.270). */
export type StackLock = z.infer<typeof schema>;

export interface LockPlace {
  /** The project's folder, which a relative backend is relative to. */
  readonly projectDirectory: string;
  readonly stack: string;
  /** Default: `PULUMI_BACKEND_URL` of the environment, then what `Pulumi.yaml` says. */
  readonly backend?: string | undefined;
}

/** The locks of a stack in a backend that is a folder; none of another backend, for those cannot be read here. */
export function stackLocks({ projectDirectory, stack, backend }: LockPlace): StackLock[] {
  const { name, folder } = backendOf(projectDirectory, backend);
  if (folder === undefined) return [];
  const locks = join(folder, ".pulumi", "locks", "organization", name, stack);
  if (!existsSync(locks)) return [];
  return readdirSync(locks)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => {
      try {
        return [schema.parse(JSON.parse(readFileSync(join(locks, file), "utf8")))];
      } catch {
        // It has gone since the folder was read, or is not a lock.
        return [];
      }
    });
}

/** Whether nobody can release the lock any more: it is of this machine, and its process is gone or is no Pulumi. */
export function isStale({ pid, hostname: host }: StackLock, commandOf: (pid: number) => string | undefined): boolean {
  if (host !== hostname()) return false;
  const command = isAlive(pid) ? commandOf(pid) : undefined;
  return command === undefined ? !isAlive(pid) : !command.includes("pulumi");
}

/** The first word of a process's command line; undefined where the system does not tell. */
export function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0];
  } catch {
    return undefined;
  }
}
