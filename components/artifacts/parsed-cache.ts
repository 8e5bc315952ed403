import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where tools keep what they can make anew: it goes with the packages, and is part of the project's folder. */
const folder = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "ovn-kubernetes-labs", "parsed");

/**
 * What is parsed out of a text, from the disk if it was parsed before by the same rules: the parser for YAML takes half of a second for a
 * scenario's manifests, each time that the program runs, and JSON takes a fiftieth of that. A cache that cannot be read or written is none.
 * @param rules changes when the same text would give something else
 * @param parse of a value that JSON can hold
 */
export function parsedOnce<T>(text: string, rules: string, parse: () => T, directory = folder): T {
  const file = join(directory, `${createHash("sha256").update(`${rules}\n${text}`).digest("hex")}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    const value = parse();
    keep(file, directory, JSON.stringify(value));
    return value;
  }
}

/** In one step, so that no reader finds half of it. */
function keep(file: string, directory: string, json: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(draft, json);
    renameSync(draft, file);
  } catch {
    if (existsSync(draft)) rmSync(draft);
  }
}
