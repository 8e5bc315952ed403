import { spawnSync } from "node:child_process";
import { succeed } from "../commands.ts";

/** Those that this process made, which end with it at the latest, short of SIGKILL. */
const made = new Set<string>();
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export async function addNetns(name: string): Promise<void> {
  await succeed("ip", ["netns", "add", name]);
  if (made.size === 0) {
    process.on("exit", removeAll);
    for (const signal of endingSignals) process.on(signal, atSignal);
  }
  made.add(name);
}

export async function removeNetns(name: string): Promise<void> {
  await succeed("ip", ["netns", "del", name]);
  forget(name);
}

function forget(name: string): void {
  made.delete(name);
  if (made.size > 0) return;
  process.off("exit", removeAll);
  for (const signal of endingSignals) process.off(signal, atSignal);
}

function removeAll(): void {
  for (const name of made) {
    spawnSync("ip", ["netns", "del", name]);
    forget(name);
  }
}

function atSignal(signal: NodeJS.Signals): void {
  removeAll();
  process.kill(process.pid, signal);
}
