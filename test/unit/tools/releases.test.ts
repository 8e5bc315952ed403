import assert from "node:assert/strict";
import { toolFacts, toolNames, simulatedClusterTools } from "../../../components/tools/catalog.ts";
import { thisPlatform } from "../../../components/tools/platform.ts";
import { checksumIn, releaseOf } from "../../../components/tools/releases.ts";
import { kind, releaseChecksums, simulated } from "../../../components/versions.ts";

const linux = { os: "linux", arch: "amd64" };
const sum = "a".repeat(64);
const other = "b".repeat(64);

describe("release addresses", () => {
  it("names kind's file and its pinned checksum", () => {
    assert.deepEqual(releaseOf("kind", linux), {
      url: `https://kind.sigs.k8s.io/dl/v${kind.version}/kind-linux-amd64`,
      checksum: { sha256: releaseChecksums[`kind-${kind.version}-linux-amd64`] },
    });
  });

  it("names kwok's two files and their own checksums", () => {
    const base = `https://github.com/kubernetes-sigs/kwok/releases/download/v${simulated.kwok}`;
    for (const tool of ["kwok", "kwokctl"] as const) {
      assert.deepEqual(releaseOf(tool, { os: "linux", arch: "arm64" }), {
        url: `${base}/${tool}-linux-arm64`,
        checksum: { sha256: releaseChecksums[`${tool}-${simulated.kwok}-linux-arm64`] },
      });
    }
  });

  it("names etcd's archive, its list of checksums and the file inside", () => {
    const folder = `https://github.com/etcd-io/etcd/releases/download/v${simulated.etcd}`;
    const name = `etcd-v${simulated.etcd}-linux-amd64`;
    assert.deepEqual(releaseOf("etcd", linux), {
      url: `${folder}/${name}.tar.gz`,
      checksum: { url: `${folder}/SHA256SUMS` },
      member: `${name}/etcd`,
    });
  });

  it("names Kubernetes' files and the checksum beside each", () => {
    const url = `https://dl.k8s.io/v${simulated.kubernetes}/bin/linux/amd64/kube-scheduler`;
    assert.deepEqual(releaseOf("kube-scheduler", linux), { url, checksum: { url: `${url}.sha256` } });
  });

  it("has no release without a checksum", () => {
    const release = releaseOf("kwok", linux, undefined, {});
    assert.deepEqual(release, {
      reason: `no checksum is known of kwok ${simulated.kwok} for linux-amd64, so it is not used`,
    });
  });

  it("has no Kubernetes or etcd for other systems than Linux", () => {
    for (const tool of ["etcd", "kube-apiserver"] as const) {
      assert.ok("reason" in releaseOf(tool, { os: "darwin", arch: "arm64" }), tool);
    }
  });

  it("has pinned checksums of the pinned versions for both usual Linux machines", () => {
    for (const tool of ["kind", "kwok", "kwokctl"] as const) {
      for (const arch of ["amd64", "arm64"]) {
        assert.match(
          releaseChecksums[`${tool}-${toolFacts[tool].version}-linux-${arch}`] ?? "",
          /^[0-9a-f]{64}$/,
          tool,
        );
      }
    }
  });
});

describe("published checksums", () => {
  it("reads a bare sum", () => assert.equal(checksumIn(`${sum.toUpperCase()}\n`, "kube-apiserver"), sum));

  it("reads the line of the file that is asked for", () => {
    const list = `${other}  etcd-v1-linux-arm64.tar.gz\n${sum}  etcd-v1-linux-amd64.tar.gz\n`;
    assert.equal(checksumIn(list, "etcd-v1-linux-amd64.tar.gz"), sum);
    assert.equal(checksumIn(`${sum} *./etcd.tar.gz\n`, "etcd.tar.gz"), sum);
  });

  it("finds nothing for a file that is not listed, or in a text that is no list", () => {
    assert.equal(
      checksumIn(`${other}  etcd-v1-linux-arm64.tar.gz\n${other}  x\n`, "etcd-v1-linux-amd64.tar.gz"),
      undefined,
    );
    assert.equal(checksumIn("<html>Not found</html>", "kube-apiserver"), undefined);
  });
});

describe("tools and platforms", () => {
  it("needs every tool but kind and the labs' own servers for a simulated cluster", () => {
    assert.deepEqual([...simulatedClusterTools, "kind", "agnhost"].sort(), [...toolNames].sort());
    assert.ok(!simulatedClusterTools.includes("kind"));
  });

  it("translates Node's words into Go's", () => {
    assert.deepEqual(thisPlatform("linux", "x64"), { os: "linux", arch: "amd64" });
    assert.deepEqual(thisPlatform("darwin", "arm64"), { os: "darwin", arch: "arm64" });
    assert.deepEqual(thisPlatform("win32", "x64"), { os: "windows", arch: "amd64" });
  });
});
