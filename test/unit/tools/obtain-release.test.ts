import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { toolFacts } from "../../../components/tools/catalog.ts";
import { NetworkMemory } from "../../../components/tools/network.ts";
import { obtainTool, obtainTools } from "../../../components/tools/obtain-tool.ts";
import { findOnPath } from "../../../components/tools/search-path.ts";
import type { ObtainOptions } from "../../../components/tools/types.ts";
import { kind, simulated } from "../../../components/versions.ts";
import { basesAt, closedPort, filesBelow, program, sha256, withFolder, withServer, writeProgram } from "./support.ts";

const kindText = program(`kind v${kind.version} go1.26.0 linux/amd64`);
const kindFile = `/kind/v${kind.version}/kind-linux-amd64`;
const apiserver = `/kubernetes/v${simulated.kubernetes}/bin/linux/amd64/kube-apiserver`;
const apiserverText = program(`Kubernetes v${simulated.kubernetes}`);

/** Options that touch nothing but `folder` and `origin`. */
function isolated(folder: string, origin: string, more: ObtainOptions = {}): ObtainOptions {
  return {
    environment: { PATH: join(folder, "bin") },
    cache: join(folder, "cache"),
    sources: ["release"],
    bases: basesAt(origin),
    network: new NetworkMemory(),
    platform: { os: "linux", arch: "amd64" },
    checksums: { [`kind-${kind.version}-linux-amd64`]: sha256(kindText) },
    ...more,
  };
}

describe("obtaining a release", () => {
  it("downloads a file with a pinned checksum into the cache, once", () =>
    withFolder((folder) =>
      withServer({ [kindFile]: kindText }, async ({ origin, asked }) => {
        const said: string[] = [];
        const options = isolated(folder, origin, { say: (line) => said.push(line) });
        const path = join(folder, "cache", "tools", "kind", `${kind.version}-linux-amd64`, "kind");
        const found = { tool: "kind", path, version: kind.version };
        assert.deepEqual(await obtainTool("kind", options), { ...found, source: "release" });
        assert.deepEqual(await filesBelow(join(folder, "cache")), [path]);
        assert.deepEqual(said, [`downloading ${origin}${kindFile}`]);
        assert.deepEqual(await obtainTool("kind", options), { ...found, source: "cache" });
        assert.deepEqual(asked, [kindFile]);
      }),
    ));

  it("asks no server for a tool on the PATH", () =>
    withFolder((folder) =>
      withServer({}, async ({ origin, asked }) => {
        await writeProgram(join(folder, "bin", "kind"), kindText);
        const result = await obtainTool("kind", isolated(folder, origin));
        assert.ok("source" in result && result.source === "PATH");
        assert.deepEqual(asked, []);
      }),
    ));

  it("refuses a file whose checksum is wrong, names it and leaves nothing", () =>
    withFolder((folder) =>
      withServer({ [kindFile]: `${kindText}# changed\n` }, async ({ origin }) => {
        const result = await obtainTool("kind", isolated(folder, origin));
        assert.equal(result.path, undefined);
        assert.equal(
          result.reasons.at(-1),
          `release: kind-linux-amd64 from ${origin}${kindFile} is refused: its SHA-256 is ` +
            `${sha256(`${kindText}# changed\n`)}, expected is ${sha256(kindText)}`,
        );
        assert.deepEqual(await filesBelow(join(folder, "cache")), []);
        assert.match(result.remedy, /^put kind 0\.27\.0 or newer on the PATH/);
      }),
    ));

  it("does not ask for a release without a checksum, and says so", () =>
    withFolder((folder) =>
      withServer({ [kindFile]: kindText }, async ({ origin, asked }) => {
        const result = await obtainTool("kind", isolated(folder, origin, { checksums: {} }));
        assert.equal(result.path, undefined);
        assert.match(result.reasons.at(-1) ?? "", /^release: no checksum is known of kind/);
        assert.deepEqual(asked, []);
      }),
    ));

  it("verifies Kubernetes by the checksum beside the file", () =>
    withFolder((folder) =>
      withServer({ [apiserver]: apiserverText, [`${apiserver}.sha256`]: sha256(apiserverText) }, async ({ origin }) => {
        const result = await obtainTool("kube-apiserver", isolated(folder, origin));
        assert.ok("version" in result && result.version === simulated.kubernetes, JSON.stringify(result));
      }),
    ));

  it("does not use a file whose published checksum is not there", () =>
    withFolder((folder) =>
      withServer({ [apiserver]: apiserverText }, async ({ origin, asked }) => {
        const result = await obtainTool("kube-apiserver", isolated(folder, origin));
        assert.equal(result.path, undefined);
        assert.equal(result.reasons.at(-1), `release: ${origin}${apiserver}.sha256: HTTP status 404`);
        assert.deepEqual(asked, [`${apiserver}.sha256`]);
      }),
    ));

  it("does not download a file that the published list does not name", () =>
    withFolder(async (folder) => {
      const sums = `/etcd/v${simulated.etcd}/SHA256SUMS`;
      await withServer({ [sums]: `${sha256("other")}  etcd-other.tar.gz\n` }, async ({ origin, asked }) => {
        const result = await obtainTool("etcd", isolated(folder, origin));
        assert.equal(result.path, undefined);
        assert.match(result.reasons.at(-1) ?? "", /SHA256SUMS has no checksum of etcd-v.*, so it is not used$/);
        assert.deepEqual(asked, [sums]);
      });
    }));

  it("takes etcd out of its archive", () =>
    withFolder(async (folder) => {
      const name = `etcd-v${simulated.etcd}-linux-amd64`;
      await writeProgram(join(folder, "pack", name, "etcd"), program(`etcd Version: ${simulated.etcd}`));
      execFileSync("tar", ["-czf", join(folder, "etcd.tar.gz"), "-C", join(folder, "pack"), name]);
      await linkCommands(folder, ["tar", "gzip"]);
      const archive = readFileSync(join(folder, "etcd.tar.gz"));
      const address = `/etcd/v${simulated.etcd}`;
      const sums = `${sha256("other")}  etcd-other.tar.gz\n${sha256(archive)}  ${name}.tar.gz\n`;
      await withServer(
        { [`${address}/${name}.tar.gz`]: archive, [`${address}/SHA256SUMS`]: sums },
        async ({ origin }) => {
          const result = await obtainTool("etcd", isolated(folder, origin));
          assert.ok("version" in result && result.version === simulated.etcd, JSON.stringify(result));
          assert.deepEqual(await filesBelow(join(folder, "cache")), [result.path]);
        },
      );
    }));

  it("does not keep a verified file that does not run here", () =>
    withFolder((folder) =>
      withServer({ [kindFile]: "no program" }, async ({ origin }) => {
        const checksums = { [`kind-${kind.version}-linux-amd64`]: sha256("no program") };
        const result = await obtainTool("kind", isolated(folder, origin, { checksums }));
        assert.equal(result.path, undefined);
        assert.deepEqual(await filesBelow(join(folder, "cache")), []);
      }),
    ));

  it("says once that a host is unreachable and gives the reason for each tool", () =>
    withFolder(async (folder) => {
      const host = `127.0.0.1:${await closedPort()}`;
      const said: string[] = [];
      const options = isolated(folder, `http://${host}`, { say: (line) => said.push(line) });
      const results = await obtainTools(["kube-scheduler", "kube-apiserver"], options);
      assert.equal(said.length, 1, said.join("\n"));
      assert.deepEqual([...results.keys()], ["kube-scheduler", "kube-apiserver"]);
      for (const result of results.values()) {
        assert.equal(result.path, undefined);
        assert.ok(result.reasons.at(-1)?.startsWith(`release: ${host} cannot be reached`), result.reasons.at(-1));
        assert.ok(result.remedy.includes(toolFacts[result.tool].homepage), result.remedy);
      }
    }));
});

async function linkCommands(folder: string, names: string[]): Promise<void> {
  await mkdir(join(folder, "bin"));
  for (const name of names) {
    const [path] = await findOnPath(name, process.env);
    assert.ok(path, `${name} is needed to unpack`);
    await symlink(path, join(folder, "bin", name));
  }
}
