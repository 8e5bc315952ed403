import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { lastLine, run } from "./run.ts";
import { findOnPath, isExecutable } from "./search-path.ts";
import { versionIn } from "./version-text.ts";

/** A Pulumi CLI that answers and has its language host for Node.js. */
export interface FoundPulumi {
  /** Absolute. */
  path: string;
  /** Without a leading "v". */
  version: string;
  /** "npm": the wrapper of npm's `pulumi` package, which runs the CLI it downloaded. */
  source: "PATH" | "npm";
}

export interface AbsentPulumi {
  path?: undefined;
  /** One line for each place that was looked at. */
  reasons: string[];
  /** The next step for the user. */
  remedy: string;
}

export interface LocatePulumiOptions {
  /** Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** The folder with the `node_modules` that npm's package is in. */
  projectDirectory: string;
  /** Milliseconds npm's package has to start answering. Default: 30 s. */
  startTimeout?: number;
  /** Milliseconds from its first word to its end, a download included. Default: 5 min. */
  totalTimeout?: number;
}

const languageHost = "pulumi-language-nodejs";

/**
 * Looks for the Pulumi CLI on the PATH (without `node_modules/.bin` folders), then for npm's package in the project. The package
 * downloads the CLI from get.pulumi.com on its first run, so this can take the network. A CLI without `pulumi-language-nodejs`
 * beside it or on the PATH cannot run a TypeScript program and counts as absent. Never throws.
 */
export async function locatePulumi(options: LocatePulumiOptions): Promise<FoundPulumi | AbsentPulumi> {
  const environment = options.environment ?? process.env;
  const onPath = await findOnPath("pulumi", environment);
  const reasons = onPath.length === 0 ? ["PATH: there is no pulumi"] : [];
  for (const path of onPath) {
    const outcome = await run(path, ["version"], {
      environment: quiet(environment),
      timeout: options.startTimeout ?? 30_000,
    });
    const version = versionIn(outcome.stdout);
    if (!outcome.ok) reasons.push(`PATH: ${path} version: ${outcome.problem}`);
    else if (!version) reasons.push(`PATH: ${path} version names no version`);
    else if (await hasLanguageHost([dirname(await realpath(path))], environment)) {
      return { path, version, source: "PATH" };
    } else reasons.push(`PATH: ${languageHost} is neither beside ${path} nor on the PATH`);
  }
  const npm = await locateNpm(options, environment);
  if ("version" in npm) return npm;
  reasons.push(`npm: ${npm.reason}`);
  return {
    reasons,
    remedy:
      "install Pulumi so that pulumi and pulumi-language-nodejs are on the PATH (https://www.pulumi.com/docs/install/), " +
      "or connect to the internet and run: npm ci && npx pulumi version",
  };
}

async function locateNpm(
  options: LocatePulumiOptions,
  environment: NodeJS.ProcessEnv,
): Promise<FoundPulumi | { reason: string }> {
  const path = join(options.projectDirectory, "node_modules", ".bin", "pulumi");
  if (!(await isExecutable(path))) return { reason: `there is no ${path}` };
  const answer = await firstRun(path, environment, options);
  if ("reason" in answer) return { reason: `${path} version: ${answer.reason}` };
  const version = versionIn(answer.stdout);
  if (!version) return { reason: `${path} version names no version` };
  // The package keeps the CLI where the Automation API does (lib/cache.js of npm's pulumi).
  const home = environment["PULUMI_HOME"] || join(environment["HOME"] || homedir(), ".pulumi");
  if (await hasLanguageHost([join(home, "versions", version, "bin")], environment))
    return { path, version, source: "npm" };
  return { reason: `the CLI behind ${path} has no ${languageHost} beside it, and there is none on the PATH` };
}

/** Runs `<path> version`. A download may take its time, but something has to be said soon, even if only that it has begun. */
function firstRun(
  path: string,
  environment: NodeJS.ProcessEnv,
  { startTimeout = 30_000, totalTimeout = 300_000 }: LocatePulumiOptions,
): Promise<{ stdout: string } | { reason: string }> {
  return new Promise((settle) => {
    const controller = new AbortController();
    const stopAfter = (limit: number): NodeJS.Timeout =>
      setTimeout(() => controller.abort(new Error(`no answer within ${limit / 1000} s`)), limit);
    let timer = stopAfter(startTimeout);
    // The package is a script of `#!/usr/bin/env node`; the Node.js that runs this may be elsewhere than on the PATH.
    const searchPath = [environment["PATH"] ?? "", dirname(process.execPath)].join(delimiter);
    const child = execFile(
      path,
      ["version"],
      { env: { ...quiet(environment), PATH: searchPath }, signal: controller.signal, killSignal: "SIGKILL" },
      (error, stdout) => {
        clearTimeout(timer);
        const stopped: unknown = controller.signal.reason;
        if (!error) settle({ stdout });
        else if (stopped instanceof Error) settle({ reason: stopped.message });
        else settle({ reason: lastLine(error.message) });
      },
    );
    const begun = (): void => {
      clearTimeout(timer);
      timer = stopAfter(totalTimeout);
    };
    child.stdout?.once("data", begun);
    child.stderr?.once("data", begun);
  });
}

/** The CLI asks for newer versions of itself over the network unless it is told not to. */
function quiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
}

async function hasLanguageHost(folders: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean> {
  for (const folder of folders) if (await isExecutable(join(folder, languageHost))) return true;
  return (await findOnPath(languageHost, environment)).length > 0;
}
