import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../components/wait.ts";
import { updateMark, updateVariable } from "../../stacks/commands/recovery/orphaned-plugins.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import type { Lab } from "./engine.ts";
import { killTree, type Process, processes } from "./engine-processes.ts";
import type { Moment, Way } from "./kill-points.ts";

/** A command of the project that is to be interrupted. */
export class Interrupted {
  readonly #lab: Lab;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #text = "";

  constructor(lab: Lab, command: string, words: readonly string[] = []) {
    this.#lab = lab;
    this.#child = spawn(process.execPath, lab.commandLine(command, words), {
      env: lab.environment(),
      stdio: ["ignore", "pipe", "pipe"],
      // As a shell starts it: a group of its own, to which the terminal sends Ctrl-C.
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => (this.#text += chunk));
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  /** All that it has said. */
  get said(): string {
    return this.#text;
  }

  /** Interrupts it at that moment. */
  async interrupt(moment: Moment, way: Way): Promise<void> {
    try {
      await waitFor({ what: JSON.stringify(moment), timeout: 240, interval: 0.02 }, async () => {
        if (this.#child.exitCode !== null) return { met: false };
        return (await this.#isNow(moment)) ? { met: true } : { seen: "not yet" };
      }).then((met) => {
        if (!met)
          throw new Error(`it ended with ${this.#child.exitCode} before ${JSON.stringify(moment)}:\n${this.#text}`);
      });
    } finally {
      await this.#send(way);
    }
    await this.#ended;
  }

  async #isNow(moment: Moment): Promise<boolean> {
    switch (moment.kind) {
      case "made":
        return (this.#text.match(/^ [+~-] {2}.* (created|deleted|updated) /gm) ?? []).length >= moment.count;
      case "program":
        return (await this.running()).some(({ command }) => command.includes(`/bin/${moment.program} `));
      case "script":
        return (await this.running()).some(({ command }) => command.endsWith(moment.script));
    }
  }

  async #send(way: Way): Promise<void> {
    const pid = this.#child.pid ?? 0;
    if (this.#child.exitCode !== null) return;
    if (way === "Ctrl-C") process.kill(-pid, "SIGINT");
    else if (way === "kill -9 of everything")
      await killTree(this.#child, ({ command }) => command.includes(this.#daemons));
    else
      for (const { pid: pulumi } of (await processes()).filter(
        ({ command, parent }) => parent === pid && / (up|destroy) --yes /.test(command),
      ))
        process.kill(pulumi, "SIGKILL");
  }

  get #daemons(): string {
    return join(".stacks", this.#lab.stack, "kwok", "clusters");
  }

  /** What runs on behalf of the stack's updates: Pulumi, its plugins, scripts, what those started, and the cluster's daemons. */
  async running(): Promise<Process[]> {
    const mark = `${updateVariable}=${updateMark(projectDirectory, this.#lab.stack)}`;
    return (await processes()).filter(({ pid }) => environmentOf(pid).includes(mark));
  }

  /** The same without the daemons of a cluster, which are there to stay. */
  async children(): Promise<Process[]> {
    return (await this.running()).filter(({ command }) => !command.includes(this.#daemons));
  }
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}
