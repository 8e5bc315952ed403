import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { freemem, release, totalmem } from "node:os";
import { dirname, join } from "node:path";
import type { MachineFacts } from "./facts.ts";
import { numberOf, type Source, textOf } from "./read-text.ts";

type KernelFacts = Pick<MachineFacts, "kernel" | "wsl" | "memory" | "cgroup" | "inotify" | "kvm" | "ipv6">;

const mebibyte = 1024 * 1024;

/** What Linux tells in /proc, /sys and /dev. */
export async function readLinux({ root }: Source): Promise<KernelFacts> {
  const proc = (...path: string[]): string => join(root, "proc", ...path);
  const kernel = (await textOf(proc("sys", "kernel", "osrelease")))?.trim();
  const watches = await numberOf(proc("sys", "fs", "inotify", "max_user_watches"));
  const instances = await numberOf(proc("sys", "fs", "inotify", "max_user_instances"));
  return {
    kernel,
    wsl: kernel === undefined ? undefined : /microsoft/i.test(kernel),
    memory: memoryIn((await textOf(proc("meminfo"))) ?? ""),
    cgroup: cgroupOf(root),
    inotify: watches === undefined || instances === undefined ? undefined : { watches, instances },
    kvm: await kvmOf(join(root, "dev", "kvm")),
    ipv6: await ipv6Of(proc("sys", "net")),
  };
}

/** What Node knows of machines that are no Linux. Containers have a kernel of their own there. */
export function readElsewhere(): KernelFacts {
  return {
    kernel: release(),
    memory: { total: Math.round(totalmem() / mebibyte), available: Math.round(freemem() / mebibyte) },
  };
}

function memoryIn(text: string): MachineFacts["memory"] {
  const kibibytes = (name: string): number | undefined => {
    const value = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
    return value === undefined ? undefined : Number(value);
  };
  const [total, available] = [kibibytes("MemTotal"), kibibytes("MemAvailable")];
  if (total === undefined || available === undefined) return undefined;
  return { total: Math.round(total / 1024), available: Math.round(available / 1024) };
}

/** The file is at the top of version 2's tree alone; where both are mounted, containers get version 1. */
function cgroupOf(root: string): 1 | 2 | undefined {
  const tree = join(root, "sys", "fs", "cgroup");
  if (!existsSync(tree)) return undefined;
  return existsSync(join(tree, "cgroup.controllers")) ? 2 : 1;
}

async function kvmOf(path: string): Promise<MachineFacts["kvm"]> {
  if (!existsSync(dirname(path))) return undefined;
  if (!existsSync(path)) return "absent";
  const device = await open(path, "r+").catch(() => undefined);
  await device?.close();
  return device ? "usable" : "not openable";
}

async function ipv6Of(net: string): Promise<MachineFacts["ipv6"]> {
  if (!existsSync(net)) return undefined;
  if (!existsSync(join(net, "ipv6"))) return "absent";
  const disabled = await numberOf(join(net, "ipv6", "conf", "all", "disable_ipv6"));
  if (disabled === undefined) return undefined;
  return disabled === 0 ? "enabled" : "disabled";
}
