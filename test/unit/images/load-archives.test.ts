import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadArchives } from "../../../components/images/lifecycle/load-archives.ts";
import { controlPlane, withNodes, worker } from "./fake-nodes.ts";

/** Archives are lists of images to the stand-in. */
const archive = (...images: string[]): string => ["images:", ...images].join("\n");

describe("image archives", function () {
  this.timeout(30_000);
  const nodes = [controlPlane, worker];

  it("are loaded into every node, compressed ones too", () =>
    withNodes(async ({ docker, root, start, say }) => {
      start();
      const [plain, packed] = [join(root, "a.tar"), join(root, "b.tar.gz")];
      writeFileSync(plain, archive("quay.io/a:1", "quay.io/b:1"));
      writeFileSync(packed, gzipSync(archive("quay.io/c:1")));
      await loadArchives("docker", nodes, [plain, packed], say);
      for (const node of nodes) assert.deepEqual(docker.imagesIn(node), ["quay.io/a:1", "quay.io/b:1", "quay.io/c:1"]);
      // All platforms are in no archive of an engine that keeps images in containerd's store.
      assert.ok(docker.calls("exec").every((call) => !call.includes("--all-platforms")));
    }));

  it("that cannot be read are named with the node and the reason", () =>
    withNodes(async ({ root, start, say }) => {
      start();
      const [wrong, cut, missing] = ["wrong.tar", "cut.tar.gz", "missing.tar"].map((name) => join(root, name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(wrong, "not an archive");
      writeFileSync(cut, gzipSync(archive("quay.io/c:1")).subarray(0, 20));
      const refused = (file: string, why: RegExp) =>
        assert.rejects(loadArchives("docker", [worker], [file], say), (error: Error) => {
          assert.ok(
            error.message.startsWith(`the image archive ${file} cannot be loaded into node ${worker}: `),
            error.message,
          );
          assert.match(error.message, why);
          return true;
        });
      await refused(wrong, /ctr: unrecognized image format$/);
      await refused(cut, /unexpected end of file/);
      await refused(missing, /ENOENT/);
    }));
});
