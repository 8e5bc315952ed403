import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedPath, install, toolsFolder, withWorkFolder } from "./cache.ts";
import { toolFacts } from "./catalog.ts";
import { buildArguments, buildModule, readGoMod } from "./go-module.ts";
import { acceptedVersion, locateTool } from "./locate.ts";
import { withLock } from "./lock.ts";
import { sharedNetwork } from "./network.ts";
import { thisPlatform } from "./platform.ts";
import { run, type Outcome } from "./run.ts";
import { findOnPath } from "./search-path.ts";
import type { FoundTool, ObtainOptions, ToolName } from "./types.ts";

/** The name under which the Go command's own downloads are remembered; which hosts they use is GOPROXY's and GOSUMDB's matter. */
const goModules = "the source of Go modules (GOPROXY)";

type Go = (args: readonly string[], folder: string) => Promise<Outcome>;

/**
 * Builds tools of one Go module with one `go build` and puts them in the cache. One build runs at a time, over all processes; a
 * tool that another process has built meanwhile is not built again. Throws an Error whose message is the reason in one line.
 */
export async function buildTools(tools: readonly ToolName[], options: ObtainOptions): Promise<FoundTool[]> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? (() => undefined);
  const command = (await findOnPath("go", environment))[0];
  if (!command) throw new Error("there is no go on the PATH");
  const go = goRunner(command, options);
  const folder = toolsFolder(options);
  return withLock(
    join(folder, "build.lock"),
    async () => {
      const located = await Promise.all(tools.map((tool) => locateTool(tool, { ...options, environment })));
      const found = located.filter((result) => result.path !== undefined);
      const missing = located.filter((result) => result.path === undefined).map((result) => result.tool);
      if (missing.length === 0) return found;
      const begin = performance.now();
      const built = await withWorkFolder(folder, (work) => buildIn(work, missing, go, options));
      say(`built ${missing.join(", ")} in ${Math.round((performance.now() - begin) / 1000)} s`);
      return [...found, ...built];
    },
    { waiting: (pid) => say(`waiting for the build of process ${pid}`) },
  );
}

async function buildIn(work: string, tools: readonly ToolName[], go: Go, options: ObtainOptions): Promise<FoundTool[]> {
  const { module, version } = moduleOf(tools);
  const goMod = await downloadModule(go, `${module}@v${version}`, work);
  options.say?.(`building ${tools.join(", ")} from ${module} v${version}; the first build can take minutes`);
  await writeFile(join(work, "go.mod"), buildModule(module, version, readGoMod(goMod)));
  const packages = tools.map((tool) => toolFacts[tool].go);
  const outcome = await go(buildArguments(packages, join(work, "out")), work);
  if (!outcome.ok) throw new Error(`go build of ${module} v${version} failed: ${outcome.problem}`);
  const found: FoundTool[] = [];
  for (const tool of tools) {
    const file = join(work, "out", toolFacts[tool].go.binary);
    const answer = await acceptedVersion(tool, file, options.environment ?? process.env);
    if ("reason" in answer) throw new Error(answer.reason);
    const path = cachedPath(tool, options);
    await install(file, path);
    found.push({ tool, path, version: answer.version, source: "go" });
  }
  return found;
}

function moduleOf(tools: readonly ToolName[]): { module: string; version: string } {
  const [first, ...others] = tools.map((tool) => ({
    module: toolFacts[tool].go.module,
    version: toolFacts[tool].version,
  }));
  if (!first || others.some((other) => other.module !== first.module)) throw new Error("one Go module at a time");
  return first;
}

/** The text of the module's go.mod. */
async function downloadModule(go: Go, module: string, work: string): Promise<string> {
  const outcome = await go(["mod", "download", "-json", module], work);
  // The command fails with its reason in the JSON, and with nothing on standard error.
  const answer = parseAnswer(outcome.stdout);
  if (!outcome.ok || answer.GoMod === undefined) throw new Error(answer.Error ?? `${module}: ${outcome.problem}`);
  return readFile(answer.GoMod, "utf8");
}

function parseAnswer(stdout: string): { GoMod?: string; Error?: string } {
  try {
    return JSON.parse(stdout) as { GoMod?: string; Error?: string };
  } catch {
    return {};
  }
}

/** Runs go for this machine. Once its downloads have failed for want of a network, it may only use what it has. */
function goRunner(command: string, options: ObtainOptions): Go {
  const network = options.network ?? sharedNetwork;
  const platform = options.platform ?? thisPlatform();
  return async (args, folder) => {
    const outcome = await run(command, args, {
      directory: folder,
      environment: {
        ...(options.environment ?? process.env),
        ...{ CGO_ENABLED: "0", GOOS: platform.os, GOARCH: platform.arch, GOWORK: "off", GO111MODULE: "on" },
        ...(network.problemOf(goModules) ? { GOPROXY: "off" } : {}),
      },
    });
    if (outcome.ok) return outcome;
    const message = `${outcome.problem}\n${outcome.stdout}`;
    const known = network.problemOf(goModules);
    // What go says then is that it may not look, not why.
    if (known && message.includes("GOPROXY=off")) return { ...outcome, stdout: "", problem: known.message };
    const trouble = networkTrouble(message);
    if (trouble) network.remember(goModules, trouble, options.say ?? (() => undefined));
    return outcome;
  };
}

/** The words of Go's net package in a message of the go command, or undefined when it failed for another reason. */
export function networkTrouble(message: string): string | undefined {
  const words =
    /no such host|connection refused|connection reset|network is unreachable|no route to host|i\/o timeout|TLS handshake timeout|server misbehaving|proxyconnect [^\n"]*/;
  return words.exec(message)?.[0];
}
