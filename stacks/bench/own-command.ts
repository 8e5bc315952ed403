import { join } from "node:path";
import { run } from "../../components/processes.ts";
import { projectDirectory } from "../commands/project.ts";

/** What a command of this project took. */
export interface Taken {
  /** From its start to its end, as a user waits for it. */
  readonly seconds: number;
  /** Most memory of the command's own process, without Pulumi and what it starts, in MiB. */
  readonly memory: number;
}

const mark = "peak of memory in KiB: ";
/** Loaded before the command: tells at its end what it took. */
const telling = `data:text/javascript,${encodeURIComponent(
  `process.on("exit", () => process.stderr.write("\\n${mark}" + process.resourceUsage().maxRSS + "\\n"));`,
)}`;

/**
 * Runs one of this project's commands to its end, in a process of its own.
 * @param words as after `npm run`: `["up", "overlay"]`
 * @throws Error with the end of what it said if it fails
 */
export async function runOwnCommand(words: readonly string[]): Promise<Taken> {
  const script = join(projectDirectory, "stacks", "commands", "bootstrap.mjs");
  const start = performance.now();
  const { status, stdout, stderr } = await run(process.execPath, ["--import", telling, script, ...words]);
  const seconds = (performance.now() - start) / 1000;
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const told = lines.find((line) => line.startsWith(mark));
  if (status !== 0) {
    const said = [...stdout.split("\n").slice(-20), ...lines.filter((line) => line !== told).slice(-20)];
    throw new Error(`npm run ${words.slice(0, 2).join(" -- ")} failed: ${said.join("\n").trim()}`);
  }
  return { seconds, memory: Number(told?.slice(mark.length) ?? 0) / 1024 };
}

/** Settings as a command takes them. */
export function settingWords(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
