import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { homeWithoutLogs } from "./pulumi-home.ts";
import { run, type RunResult } from "../../components/processes.ts";

/** Pulumi's CLI with the environment that this project's stacks need. */
export class Pulumi {
  readonly #program: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(program: string, projectDirectory: string) {
    this.#program = program;
    this.#environment = {
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Pulumi's default is four a core, and most of a lab's resources only wait: with two cores, eight of them would keep all others back.
      PULUMI_PARALLEL: "64",
      // The Kubernetes plugin keeps API answers there; its default is a folder in the user's home that nobody empties.
      KUBECACHEDIR: join(projectDirectory, ".stacks", "api-cache"),
      ...process.env,
      // Whoever has chosen a home has it used as it is, with its logs.
      PULUMI_HOME: process.env["PULUMI_HOME"] ?? homeWithoutLogs(join(projectDirectory, ".stacks", "pulumi-home")),
    };
    if (
      process.env["PULUMI_CONFIG_PASSPHRASE"] === undefined &&
      process.env["PULUMI_CONFIG_PASSPHRASE_FILE"] === undefined
    )
      this.#environment["PULUMI_CONFIG_PASSPHRASE_FILE"] = passphraseFile(projectDirectory);
  }

  /** Runs a command on this terminal, with more environment variables; @returns its exit status. */
  show(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.#program, args, { env: { ...this.#environment, ...variables }, stdio: "inherit" });
      // The terminal sends an interrupt to both; Pulumi's own handling of it must come to its end.
      const stay = (): void => undefined;
      process.on("SIGINT", stay);
      child.on("error", reject);
      child.on("close", (status) => {
        process.off("SIGINT", stay);
        resolve(status ?? 1);
      });
    });
  }

  /** Runs a command and keeps its output. */
  ask(args: readonly string[]): Promise<RunResult> {
    return run(this.#program, args, { environment: this.#environment });
  }
}

/** Encrypts the secrets in the state of this clone's stacks. Whoever sets a passphrase of their own has it used instead. */
function passphraseFile(projectDirectory: string): string {
  const folder = join(projectDirectory, ".stacks");
  const file = join(folder, "passphrase");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  }
  return file;
}
