import { run, type RunResult } from "../../components/processes.ts";
import { networkTrouble } from "../../components/tools/go-source.ts";
import { findOnPath } from "../../components/tools/search-path.ts";

/** The linter of workflow files. Only a test uses it, so it is no tool of the program. Renovate raises the version. */
export const actionlintModule = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";

/** A way to run it: a program and its first arguments. */
export interface Actionlint {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The pinned version by `go run`, which builds it in seconds, once; without Go, whichever is on the PATH.
 * @returns why there is none, in one line, if this machine can have none
 * @throws Error if Go is there, and reaches what it needs, and cannot build it
 */
export async function findActionlint(environment: NodeJS.ProcessEnv = process.env): Promise<Actionlint | string> {
  const [go] = await findOnPath("go", environment);
  const [own] = await findOnPath("actionlint", environment);
  const onPath = own === undefined ? undefined : { program: own, args: [] };
  if (go === undefined) return onPath ?? "there is neither go nor actionlint on the PATH";
  const built = { program: go, args: ["run", actionlintModule] };
  const { status, stderr } = await run(go, [...built.args, "-version"], { environment, timeout: 100 });
  if (status === 0) return built;
  const reason = outOfReach(stderr);
  if (reason === undefined) throw new Error(`go run ${actionlintModule} failed: ${stderr.trim()}`);
  return onPath ?? `Go cannot have ${actionlintModule}: ${reason}`;
}

/** What of a machine keeps Go from building it, in a message of Go; undefined: something else, such as a version that does not exist. */
function outOfReach(message: string): string | undefined {
  const ofGo = /[^\n]*(?:GOPROXY=off|requires go >=|invalid go version|maximum supported version)[^\n]*/.exec(message);
  return networkTrouble(message) ?? ofGo?.[0].trim();
}

/** Lints files. Without shellcheck and pyflakes, which it would use where they are, so that it says the same everywhere. */
export function lintWorkflows({ program, args }: Actionlint, files: readonly string[]): Promise<RunResult> {
  return run(program, [...args, "-no-color", "-shellcheck=", "-pyflakes=", ...files], { timeout: 100 });
}
