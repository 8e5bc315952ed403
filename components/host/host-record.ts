import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
  /** Name of the interface or container. */
  name: z.string(),
  /** Names this making of it; one that is made anew has another. The thing itself carries it too, as alias or label. */
  making: z.string(),
  /** "creating" is written before anything is made, so that what an interrupted run left is known as the stack's own. */
  phase: z.enum(["creating", "ready"]),
});

/** What a stack notes of a thing that it made on this machine, beside its cluster. */
export type HostRecord = z.infer<typeof schema>;

export type HostThing = "vlan" | "database";

const file = (directory: string, thing: HostThing): string => join(directory, `${thing}.json`);

/** The stack's record, or undefined if it has none or one that cannot be read. */
export function readHostRecord(directory: string, thing: HostThing): HostRecord | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file(directory, thing), "utf8")));
  } catch {
    return undefined;
  }
}

/** Writes the record in one step, so that a reader sees the old one or the new one. */
export function writeHostRecord(directory: string, thing: HostThing, record: HostRecord): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const temporary = `${file(directory, thing)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file(directory, thing));
}

export function removeHostRecord(directory: string, thing: HostThing): void {
  rmSync(file(directory, thing), { force: true });
}
