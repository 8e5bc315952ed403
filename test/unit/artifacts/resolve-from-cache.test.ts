import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import { catalogOf, cleanUp, serveFiles, temporaryFolder, unreachable, writeFiles } from "./support.ts";

const files = { "chart/Chart.yaml": "name: demo\n", "chart/templates/a.yaml": "a: 1\n" };
const catalog = catalogOf(files);

describe("artifacts in the cache", () => {
  let cache: string;
  let set: string;

  beforeEach(() => {
    cache = temporaryFolder();
    set = join(cache, "artifacts/demo/v1");
    writeFiles(set, files);
  });
  afterEach(cleanUp);

  it("are used without the network", async () => {
    const said: string[] = [];
    const options = { cache, catalog, baseUrl: await unreachable(), say: (line: string) => said.push(line) };
    assert.equal(await resolveArtifact("demo/v1", options), set);
    assert.deepEqual(said, []);
  });

  it("are not asked for a second time", async () => {
    rmSync(set, { recursive: true });
    const { baseUrl, requests } = await serveFiles(files);
    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.equal(requests.length, 2);
    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.equal(requests.length, 2);
  });

  it("are fetched again one by one when they are damaged", async () => {
    writeFileSync(join(set, "chart/Chart.yaml"), "name: damaged\n");
    const { baseUrl, requests } = await serveFiles(files);
    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.deepEqual(requests, ["/owner/demo/v1/deploy/chart/Chart.yaml"]);
    assert.equal(readFileSync(join(set, "chart/Chart.yaml"), "utf8"), files["chart/Chart.yaml"]);
  });

  it("that are damaged are not used when they cannot be fetched", async () => {
    writeFileSync(join(set, "chart/Chart.yaml"), "name: damaged\n");
    const options = { cache, catalog, baseUrl: await unreachable() };
    await assert.rejects(resolveArtifact("demo/v1", options), /Cannot fetch chart\/Chart\.yaml .*lab:artifacts/);
  });

  it("are all there is when nothing may be fetched", async () => {
    const { baseUrl, requests } = await serveFiles(files);
    const options = { cache, catalog, baseUrl, offline: true };
    assert.equal(await resolveArtifact("demo/v1", options), set);
    rmSync(join(set, "chart/templates"), { recursive: true });
    await assert.rejects(resolveArtifact("demo/v1", options), (error) => {
      const text = String(error);
      assert(
        text.startsWith(`ArtifactError: chart/templates/a.yaml of the artifact set demo/v1 is not in the cache ${set}`),
        text,
      );
      assert(text.includes("lab:artifacts"), text);
      return true;
    });
    assert.deepEqual(requests, []);
  });

  it("that are not in the catalog are removed, and that is said", async () => {
    writeFiles(set, { "chart/templates/extra.yaml": "kind: Extra\n", "old/deep/file": "", "chart/.hidden": "" });
    const said: string[] = [];
    await resolveArtifact("demo/v1", { cache, catalog, say: (line) => said.push(line) });
    assert.deepEqual(readdirSync(set, { recursive: true }).toSorted(), [
      "chart",
      "chart/Chart.yaml",
      "chart/templates",
      "chart/templates/a.yaml",
    ]);
    const [line = "", ...more] = said;
    assert.deepEqual(more, []);
    for (const removed of ["chart/templates/extra.yaml", "old", "chart/.hidden"]) assert(line.includes(removed), line);
  });

  it("are replaced where something else has their name", async () => {
    rmSync(join(set, "chart"), { recursive: true });
    writeFiles(set, { "chart/templates": "a file in the place of a directory" });
    mkdirSync(join(set, "chart/Chart.yaml/inner"), { recursive: true });
    const { baseUrl } = await serveFiles(files);
    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    for (const [path, content] of Object.entries(files)) assert.equal(readFileSync(join(set, path), "utf8"), content);
  });

  for (const link of ["demo", "demo/v1", "demo/v1/chart", "demo/v1/chart/Chart.yaml"]) {
    it(`never lead out of it by a link at ${link}`, async () => {
      const outside = temporaryFolder();
      writeFiles(outside, { "v1/mine": "mine", mine: "mine", "templates/mine": "mine" });
      const path = join(cache, "artifacts", link);
      rmSync(path, { recursive: true });
      symlinkSync(link.endsWith(".yaml") ? join(outside, "mine") : outside, path);
      const { baseUrl } = await serveFiles(files);

      await resolveArtifact("demo/v1", { cache, catalog, baseUrl });

      assert.deepEqual(readdirSync(outside, { recursive: true }).toSorted(), [
        "mine",
        "templates",
        "templates/mine",
        "v1",
        "v1/mine",
      ]);
      assert.equal(readFileSync(join(outside, "mine"), "utf8"), "mine");
      assert.equal(readFileSync(join(set, "chart/Chart.yaml"), "utf8"), files["chart/Chart.yaml"]);
    });
  }

  it("of other sets are left alone", async () => {
    writeFiles(join(cache, "artifacts"), { "demo/v2/file": "", "other/v1/file": "" });
    await resolveArtifact("demo/v1", { cache, catalog });
    assert(existsSync(join(cache, "artifacts/demo/v2/file")));
    assert(existsSync(join(cache, "artifacts/other/v1/file")));
  });

  it("that cannot be written give an error that names the variable of the cache", async () => {
    const notAFolder = join(cache, "a-file");
    writeFileSync(notAFolder, "");
    await assert.rejects(
      resolveArtifact("demo/v1", { cache: notAFolder, catalog }),
      /^ArtifactError: Cannot change the cached artifacts in .*ENOTDIR.*OVN_LABS_CACHE/,
    );
  });

  it("are looked for in the user's cache by default", async () => {
    const before = process.env["OVN_LABS_CACHE"];
    process.env["OVN_LABS_CACHE"] = cache;
    try {
      assert.equal(await resolveArtifact("demo/v1", { catalog }), set);
    } finally {
      if (before === undefined) delete process.env["OVN_LABS_CACHE"];
      else process.env["OVN_LABS_CACHE"] = before;
    }
  });
});
