import type { GoPackage } from "./catalog.ts";

/** Lines of a go.mod file that bear on a build of it as somebody's dependency. */
export interface GoModFacts {
  /** The `go` line's version; default "1.21". */
  go: string;
  /** The `godebug` lines' settings, "key=value". */
  godebug: string[];
  /** Modules that are required at v0.0.0, which exists nowhere: the module has them in its own tree (Kubernetes' staging). */
  staged: string[];
}

/** Reads a go.mod file's text (https://go.dev/ref/mod#go-mod-file). */
export function readGoMod(text: string): GoModFacts {
  const facts: GoModFacts = { go: "1.21", godebug: [], staged: [] };
  for (const { verb, rest } of directives(text)) {
    if (verb === "go") facts.go = rest;
    if (verb === "godebug") facts.godebug.push(rest);
    if (verb === "require") {
      const [path, version] = rest.split(/\s+/);
      if (path && version === "v0.0.0") facts.staged.push(path);
    }
  }
  return facts;
}

function* directives(text: string): Generator<{ verb: string; rest: string }> {
  let block: string | undefined;
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\/\/.*$/, "").trim();
    if (line === "") continue;
    const opening = /^(\w+)\s*\($/.exec(line);
    if (opening) block = opening[1];
    else if (line === ")") block = undefined;
    else if (block !== undefined) yield { verb: block, rest: line };
    else {
      const [verb = "", ...rest] = line.split(/\s+/);
      yield { verb, rest: rest.join(" ") };
    }
  }
}

/**
 * The go.mod text of a module whose only purpose is to build commands of `module`.
 *
 * `go install <package>@<version>` refuses modules with `replace` lines (etcd, Kubernetes). As a dependency their `replace` lines
 * do not count, which is right for etcd, whose parts are published under its own version. Kubernetes requires its staging
 * modules at v0.0.0; they are published as v0.<minor>.<patch> of v1.<minor>.<patch>, so each is replaced by that.
 * The `go` and `godebug` lines are taken over, for Go reads the run-time defaults of a binary from its main module.
 */
export function buildModule(module: string, version: string, facts: GoModFacts): string {
  const lines = ["module build.invalid/tools", "", `go ${facts.go}`, ""];
  for (const setting of facts.godebug) lines.push(`godebug ${setting}`, "");
  lines.push(`require ${module} v${version}`, "");
  const staged = `v${version.replace(/^\d+/, "0")}`;
  for (const path of facts.staged) lines.push(`replace ${path} => ${path} ${staged}`);
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The arguments of the one `go build` that makes all of `packages`, which are of one module, in `folder`. */
export function buildArguments(packages: readonly GoPackage[], folder: string): string[] {
  const variables = new Map(packages.flatMap((entry) => Object.entries(entry.variables)));
  const linker = ["-s", "-w", ...[...variables].map(([name, value]) => `-X ${name}=${value}`)].join(" ");
  const paths = packages.map((entry) => entry.path);
  return ["build", "-mod=mod", "-trimpath", "-buildvcs=false", "-ldflags", linker, "-o", `${folder}/`, ...paths];
}
