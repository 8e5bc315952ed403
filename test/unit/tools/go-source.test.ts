import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedPath } from "../../../components/tools/cache.ts";
import { networkTrouble } from "../../../components/tools/go-source.ts";
import { NetworkMemory } from "../../../components/tools/network.ts";
import { obtainTool, obtainTools } from "../../../components/tools/obtain-tool.ts";
import type { ObtainOptions } from "../../../components/tools/types.ts";
import { simulated } from "../../../components/versions.ts";
import { filesBelow, program, withFolder, writeProgram } from "./support.ts";

/**
 * A stand-in for go that logs its arguments and some of its environment, answers `mod download` with a go.mod file, and "builds"
 * a program for each package by the last part of its path.
 */
const fakeGo = (folder: string): string => `#!/bin/sh
echo "$* [CGO=$CGO_ENABLED OS=$GOOS PROXY=$GOPROXY]" >> '${folder}/log'
case "$1" in
mod) echo '{"GoMod": "${folder}/go.mod"}' ;;
build)
  while read line; do echo "$line"; done < go.mod > '${folder}/used.mod'
  while [ $# -gt 0 ]; do
    case "$1" in
    -o) out="$2"; /bin/mkdir -p "$2" ;;
    k8s.io/*) name="\${1##*/}"; echo '#!/bin/sh
echo Kubernetes v${simulated.kubernetes}' > "$out$name"; /bin/chmod 755 "$out$name" ;;
    esac
    shift
  done ;;
esac
`;

function isolated(folder: string, more: ObtainOptions = {}): ObtainOptions {
  return {
    environment: { PATH: join(folder, "bin") },
    cache: join(folder, "cache"),
    sources: ["go"],
    network: new NetworkMemory(),
    platform: { os: "linux", arch: "amd64" },
    ...more,
  };
}

describe("building from Go modules", () => {
  it("builds the missing tools of a module together and puts each in its place", () =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "bin", "go"), fakeGo(folder));
      await writeFile(join(folder, "go.mod"), "go 1.25.0\nrequire k8s.io/api v0.0.0\n");
      const options = isolated(folder);
      const results = await obtainTools(["kube-apiserver", "kube-scheduler"], options);
      const paths = [cachedPath("kube-apiserver", options), cachedPath("kube-scheduler", options)];
      assert.deepEqual(
        [...results.values()].map((result) => [result.path, "source" in result && result.source]),
        paths.map((path) => [path, "go"]),
      );
      assert.deepEqual((await filesBelow(join(folder, "cache"))).sort(), paths);
      const log = (await readFile(join(folder, "log"), "utf8")).trim().split("\n");
      assert.equal(log.length, 2, log.join("\n"));
      assert.match(log[0] ?? "", /^mod download -json k8s\.io\/kubernetes@v/);
      assert.match(
        log[1] ?? "",
        /cmd\/kube-apiserver k8s\.io\/kubernetes\/cmd\/kube-scheduler \[CGO=0 OS=linux PROXY=\]$/,
      );
      assert.match(await readFile(join(folder, "used.mod"), "utf8"), /^replace k8s\.io\/api => k8s\.io\/api v0\./m);
    }));

  it("builds once when two calls want the same tool at the same time", () =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "bin", "go"), fakeGo(folder));
      await writeFile(join(folder, "go.mod"), "go 1.25.0\n");
      const options = isolated(folder);
      const results = await Promise.all([obtainTool("kube-scheduler", options), obtainTool("kube-scheduler", options)]);
      assert.deepEqual(results.map((result) => "source" in result && result.source).sort(), ["cache", "go"]);
    }));

  it("leaves nothing of a build that failed and says why", () =>
    withFolder(async (folder) => {
      const text = fakeGo(folder).replace(/build\)[^]*?;;\nesac/, "build) echo 'no space left' >&2; exit 1 ;;\nesac");
      await writeProgram(join(folder, "bin", "go"), text);
      await writeFile(join(folder, "go.mod"), "go 1.25.0\n");
      const result = await obtainTool("kube-scheduler", isolated(folder));
      assert.equal(result.path, undefined);
      assert.equal(
        result.reasons.at(-1),
        `go: go build of k8s.io/kubernetes v${simulated.kubernetes} failed: no space left`,
      );
      assert.deepEqual(await filesBelow(join(folder, "cache")), []);
    }));

  it("says once that modules cannot be had and then lets go use only what it has", () =>
    withFolder(async (folder) => {
      const error = "dial tcp: lookup proxy.example.org: no such host";
      const text = `#!/bin/sh
echo "$GOPROXY" >> '${folder}/log'
if [ "$GOPROXY" = off ]; then echo '{"Error": "module lookup disabled by GOPROXY=off"}'
else echo '{"Error": "${error}"}'; fi
exit 1
`;
      await writeProgram(join(folder, "bin", "go"), text);
      const said: string[] = [];
      const results = await obtainTools(
        ["etcd", "kube-scheduler"],
        isolated(folder, { say: (line) => said.push(line) }),
      );
      assert.equal(said.filter((line) => line.includes("cannot be reached")).length, 1, said.join("\n"));
      assert.equal(await readFile(join(folder, "log"), "utf8"), "\noff\n");
      const etcd = results.get("etcd");
      assert.ok(etcd && etcd.path === undefined);
      assert.equal(etcd.reasons.at(-1), `go: ${error}`);
      const scheduler = results.get("kube-scheduler");
      assert.ok(scheduler && scheduler.path === undefined);
      assert.match(
        scheduler.reasons.at(-1) ?? "",
        /the source of Go modules \(GOPROXY\) cannot be reached \(no such host\)$/,
      );
    }));

  it("needs a go on the PATH", () =>
    withFolder(async (folder) => {
      const result = await obtainTool("kwok", isolated(folder));
      assert.equal(result.path, undefined);
      assert.equal(result.reasons.at(-1), "go: there is no go on the PATH");
    }));

  it("removes the work of processes that were killed, not of live ones", () =>
    withFolder(async (folder) => {
      const tools = join(folder, "cache", "tools");
      const [dead, live] = [join(tools, ".work-999999999-abc"), join(tools, `.work-${process.pid}-abc`)];
      for (const path of [dead, live]) await mkdir(path, { recursive: true });
      await writeFile(join(dead, "half"), "");
      await writeFile(join(live, "half"), "");
      await writeProgram(join(folder, "bin", "go"), program("{}"));
      await obtainTool("etcd", isolated(folder));
      assert.deepEqual(await filesBelow(tools), [join(live, "half")]);
    }));
});

describe("messages of the go command", () => {
  it("tells a missing network from other failures", () => {
    assert.equal(networkTrouble("dial tcp 127.0.0.1:1: connect: connection refused"), "connection refused");
    assert.equal(networkTrouble("Get: net/http: TLS handshake timeout"), "TLS handshake timeout");
    assert.equal(networkTrouble("verifying module: checksum mismatch"), undefined);
    assert.equal(networkTrouble("requires go >= 1.26.0 (running go 1.24.0; GOTOOLCHAIN=local)"), undefined);
  });
});
