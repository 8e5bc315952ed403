import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "../../components/processes.ts";

/** What there is on a machine, a line each, by kind. */
export type HostInventory = Readonly<Record<string, readonly string[]>>;

export interface InventoryOptions {
  /** Folders whose files count, by what they are called. */
  readonly folders: Readonly<Record<string, string>>;
  /** Text in the command line, or in the environment, of every process that counts: on a shared machine there are others. */
  readonly marks: readonly string[];
  /** Where the container engines are looked for. */
  readonly environment: NodeJS.ProcessEnv;
  /** Files that do not count, as `<folder's name>/<path>`. */
  readonly ignored?: readonly RegExp[];
}

/** Takes the inventory: containers, networks and volumes of each engine that answers, links, files with their content, processes, and their ports. */
export async function takeInventory(options: InventoryOptions): Promise<HostInventory> {
  const processes = markedProcesses(options.marks);
  return {
    ...(await engineInventory("docker", options.environment)),
    ...(await engineInventory("podman", options.environment)),
    links: existsSync("/sys/class/net") ? readdirSync("/sys/class/net").toSorted() : [],
    processes: processes.map(({ pid, command }) => `${pid} ${command.slice(0, 160)}`),
    ports: listeningPorts(processes.map(({ pid }) => pid)),
    files: Object.entries(options.folders)
      .flatMap(([name, folder]) => filesBelow(folder, name))
      .filter((line) => !options.ignored?.some((pattern) => pattern.test(line)))
      .toSorted(),
  };
}

/** Matches what other tests have in this project's folder, named `project`, at the same time: their stacks' files, and copies of API answers. */
export function ofOtherStacks(stacks: readonly string[]): RegExp {
  const others = `(?!(?:${stacks.join("|")})[/.])`;
  return new RegExp(`^project/(\\.stacks/((?:api-cache|pulumi-home)/|${others}[^/]+/|$)|stacks/Pulumi\\.${others})`);
}

/** What is there more, less or otherwise than before, a line each. Nothing: the two are the same. */
export function compareInventories(before: HostInventory, after: HostInventory): string[] {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return kinds.flatMap((kind) => {
    const [old = [], now = []] = [before[kind], after[kind]];
    return [
      ...now.filter((line) => !old.includes(line)).map((line) => `left, ${kind}: ${line}`),
      ...old.filter((line) => !now.includes(line)).map((line) => `gone, ${kind}: ${line}`),
    ];
  });
}

async function engineInventory(engine: string, environment: NodeJS.ProcessEnv): Promise<HostInventory> {
  const list = async (...words: string[]): Promise<string[] | undefined> => {
    const { status, stdout } = await run(engine, words, { environment, timeout: 30 });
    return status === 0 ? stdout.split("\n").filter((line) => line !== "") : undefined;
  };
  const containers = await list("ps", "-a", "--format", "{{.Names}}");
  if (!containers) return {};
  return {
    [`${engine}'s containers`]: containers.toSorted(),
    [`${engine}'s networks`]: (await list("network", "ls", "--format", "{{.Name}}"))?.toSorted() ?? [],
    [`${engine}'s volumes`]: (await list("volume", "ls", "-q"))?.toSorted() ?? [],
  };
}

/** Of Linux, by their command line or, for those that say nothing there, by their environment. */
function markedProcesses(marks: readonly string[]): { pid: number; command: string }[] {
  if (!existsSync("/proc/self/environ")) throw new Error("processes are found by /proc, which is not there");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        const all = `${command}\n${readFileSync(`/proc/${name}/environ`, "utf8")}`;
        return command !== "" && marks.some((mark) => all.includes(mark)) ? [{ pid: Number(name), command }] : [];
      } catch {
        // It is another user's, or has ended.
        return [];
      }
    });
}

/** TCP ports that these processes listen on. */
function listeningPorts(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((file) => existsSync(file));
  const rows = tables.flatMap((file) => readFileSync(file, "utf8").split("\n").slice(1));
  const ports = rows.flatMap((row) => {
    const [, local = "", , state, , , , , , inode = ""] = row.trim().split(/\s+/);
    return state === "0A" && sockets.has(inode) ? [Number.parseInt(local.split(":")[1] ?? "", 16)] : [];
  });
  return [...new Set(ports)].toSorted((a, b) => a - b).map(String);
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return [];
  }
}

/** Each file and folder with a checksum of its content; what is installed and what git keeps does not count. */
function filesBelow(root: string, name: string, folder: string = root): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (folder === root && ["node_modules", ".git"].includes(entry.name)) return [];
    const line = join(name, relative(root, path));
    if (entry.isDirectory()) return [`${line}/`, ...filesBelow(root, name, path)];
    return [`${line} ${lstatSync(path).isFile() ? checksum(path) : "no file"}`];
  });
}

function checksum(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
}
