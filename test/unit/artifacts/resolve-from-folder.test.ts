import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ArtifactError } from "../../../components/artifacts/artifact-error.ts";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import { catalogOf, cleanUp, sha256, temporaryFolder, unreachable, writeFiles } from "./support.ts";

const files = { "chart/Chart.yaml": "name: demo\n", "chart/templates/a.yaml": "a: 1\n" };

describe("artifacts from the folder of lab:artifacts", () => {
  let folder: string;
  let options: { folder: string; cache: string; baseUrl: string; catalog: ReturnType<typeof catalogOf> };

  beforeEach(async () => {
    folder = temporaryFolder();
    writeFiles(join(folder, "demo/v1"), files);
    const cache = join(temporaryFolder(), "never-made");
    options = { folder, cache, baseUrl: await unreachable(), catalog: catalogOf(files) };
  });
  afterEach(cleanUp);

  it("are used in place, without the network and the cache", async () => {
    assert.equal(await resolveArtifact("demo/v1", options), join(folder, "demo/v1"));
    assert(!existsSync(options.cache));
  });

  it("are given as an absolute path for a relative folder", async () => {
    const relativeFolder = relative(process.cwd(), folder);
    assert.equal(await resolveArtifact("demo/v1", { ...options, folder: relativeFolder }), join(folder, "demo/v1"));
  });

  it("may lie beside other files, which stay", async () => {
    const extra = join(folder, "demo/v1/chart/README.md");
    writeFileSync(extra, "");
    await resolveArtifact("demo/v1", options);
    assert(existsSync(extra));
  });

  it("are refused when one is missing", async () => {
    const missing = join(folder, "demo/v1/chart/templates/a.yaml");
    rmSync(missing);
    await assert.rejects(resolveArtifact("demo/v1", options), (error) => {
      assert(error instanceof ArtifactError);
      assert(
        error.message.startsWith(`${missing} is missing. The setting lab:artifacts names a folder`),
        error.message,
      );
      assert(error.message.includes("deploy/chart/templates/a.yaml of github.com/owner/demo at v1"), error.message);
      return true;
    });
  });

  it("are refused with another checksum", async () => {
    const wrong = join(folder, "demo/v1/chart/Chart.yaml");
    writeFileSync(wrong, "name: other\n");
    await assert.rejects(resolveArtifact("demo/v1", options), (error) => {
      assert(error instanceof ArtifactError);
      assert(error.message.startsWith(`${wrong} is not the file`), error.message);
      const sums = `expected SHA-256 ${sha256("name: demo\n")}, found ${sha256("name: other\n")}`;
      assert(error.message.includes(sums), error.message);
      assert(error.message.includes("lab:artifacts"), error.message);
      return true;
    });
  });

  for (const path of [".", "demo/v1"]) {
    it(`are refused when the folder ${path} is missing or a file`, async () => {
      const gone = join(folder, path);
      const expected = `ArtifactError: There is no folder ${gone} for the artifact set demo/v1. The setting lab:artifacts `;
      rmSync(gone, { recursive: true });
      await assert.rejects(resolveArtifact("demo/v1", options), (error) => String(error).startsWith(expected));
      writeFileSync(gone, "");
      await assert.rejects(resolveArtifact("demo/v1", options), (error) => String(error).startsWith(expected));
    });
  }
});
