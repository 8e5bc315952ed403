import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { EngineAnswer } from "../clusters/container-engine.ts";
import type { EngineFacts } from "./facts.ts";
import { answerOf, type Source, valueOf } from "./read-text.ts";

const mebibyte = 1024 * 1024;

/** A field that may be missing, or of a form that nobody knows. */
const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

const dockerInfo = z.object({
  KernelVersion: maybe(z.string()),
  OperatingSystem: maybe(z.string()),
  Driver: maybe(z.string()),
  DriverStatus: maybe(z.array(z.array(z.string()))),
  SecurityOptions: maybe(z.array(z.string())),
  CgroupVersion: maybe(z.string()),
  MemTotal: maybe(z.number().positive()),
  NCPU: maybe(z.number().positive()),
  DockerRootDir: maybe(z.string()),
});

const podmanInfo = z.object({
  host: z.object({
    kernel: maybe(z.string()),
    cgroupVersion: maybe(z.string()),
    memTotal: maybe(z.number().positive()),
    cpus: maybe(z.number().positive()),
    security: maybe(z.object({ rootless: z.boolean() })),
  }),
  store: maybe(z.object({ graphDriverName: maybe(z.string()), graphRoot: maybe(z.string()) })),
});

type Told = Omit<EngineFacts, "name" | "version" | "diskFree"> & { readonly folder?: string | undefined };

/**
 * Asks the engine what it is and has.
 * @param kernel release of this machine's kernel: the engine's folder is looked at only if it is the engine's too
 */
export async function readEngine(
  { engine: name, version }: EngineAnswer,
  kernel: string | undefined,
  source: Source,
): Promise<EngineFacts> {
  const format = name === "docker" ? "{{json .}}" : "json";
  const info = valueOf(await answerOf(name, ["info", "--format", format], source));
  const { folder, ...told } = (name === "docker" ? ofDocker(info) : ofPodman(info)) ?? {};
  const isHere = told.kernel !== undefined && told.kernel === kernel && !told.desktop;
  const diskFree = isHere && folder !== undefined ? await freeAt(join(source.root, folder)) : undefined;
  return { name, version, ...told, ...(diskFree === undefined ? {} : { diskFree }) };
}

function ofDocker(info: unknown): Told | undefined {
  const { data } = dockerInfo.safeParse(info);
  return (
    data && {
      kernel: data.KernelVersion,
      desktop: data.OperatingSystem === undefined ? undefined : data.OperatingSystem.startsWith("Docker Desktop"),
      storageDriver: data.Driver,
      containerdStore: data.Driver === undefined ? undefined : isContainerd(data.DriverStatus ?? []),
      rootless: data.SecurityOptions?.some((option) => option.includes("rootless")),
      cgroup: cgroupIn(data.CgroupVersion),
      memory: inMebibytes(data.MemTotal),
      cpus: data.NCPU,
      folder: data.DockerRootDir,
    }
  );
}

function isContainerd(status: readonly (readonly string[])[]): boolean {
  return status.some(([key, value]) => key === "driver-type" && value?.startsWith("io.containerd.snapshotter"));
}

function ofPodman(info: unknown): Told | undefined {
  const { data } = podmanInfo.safeParse(info);
  return (
    data && {
      kernel: data.host.kernel,
      storageDriver: data.store?.graphDriverName,
      rootless: data.host.security?.rootless,
      cgroup: cgroupIn(data.host.cgroupVersion),
      memory: inMebibytes(data.host.memTotal),
      cpus: data.host.cpus,
      folder: data.store?.graphRoot,
    }
  );
}

function cgroupIn(version: string | undefined): 1 | 2 | undefined {
  const number = version?.replace(/^v/, "");
  return number === "1" ? 1 : number === "2" ? 2 : undefined;
}

function inMebibytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.round(bytes / mebibyte);
}

/** MiB free for users at a path, or undefined. */
async function freeAt(path: string): Promise<number | undefined> {
  const { bavail, bsize } = await statfs(path).catch(() => ({ bavail: undefined, bsize: 0 }));
  return bavail === undefined ? undefined : Math.round((bavail * bsize) / mebibyte);
}
