import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { objectsChecksum } from "../../../components/artifacts/canonical-objects.ts";
import { parseManifest } from "../../../components/artifacts/manifests.ts";
import { isUrl, resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import {
  assetCatalog,
  catalogOf,
  cleanUp,
  manifest,
  otherLook,
  otherManifest,
  serve,
  type TestServer,
  temporaryFolder,
  writeFiles,
} from "./support.ts";

const catalog = assetCatalog(manifest);
const sum = (text: string): string => objectsChecksum(parseManifest(text, "a.yaml"));
/** A server whose every answer is that text. */
const answering = (text: string): Promise<TestServer> => serve((_, response) => response.end(text));

describe("the checksum of objects", () => {
  it("is of what they say, not of how it is written", () => assert.equal(sum(otherLook), sum(manifest)));

  const changes: Record<string, string> = {
    "a value is another": otherManifest,
    "a type is another": manifest.replace('a: "1"', "a: 1"),
    "a name is another": manifest.replaceAll("name: demo\n", "name: other\n"),
    "a field is left out": manifest.replace("  labels: {}\n", ""),
    "an object is left out": manifest.split("---")[0] ?? "",
    "an object is there twice": `${manifest}---\n${manifest.split("---")[0] ?? ""}`,
  };
  for (const [what, text] of Object.entries(changes))
    it(`is another if ${what}`, () => assert.notEqual(sum(text), sum(manifest)));

  it("counts the order within a list", () => {
    const list = (items: string): string => `apiVersion: v1\nkind: A\nmetadata: { name: a }\nlist: [${items}]\n`;
    assert.notEqual(sum(list("1, 2")), sum(list("2, 1")));
  });
});

describe("release assets", () => {
  afterEach(cleanUp);

  it("are taken from a folder if their objects are the catalog's, and refused otherwise", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "demo/v1/a.yaml": otherLook });
    assert.equal(await resolveArtifact("demo/v1", { folder, catalog }), join(folder, "demo/v1"));

    writeFiles(folder, { "demo/v1/a.yaml": otherManifest });
    await assert.rejects(resolveArtifact("demo/v1", { folder, catalog }), (error) => {
      const text = String(error);
      assert.match(text, /a\.yaml is not the file this program was tested with/);
      assert.ok(text.includes(`expected objects with SHA-256 ${sum(manifest)}, found ${sum(otherManifest)}`), text);
      assert.ok(text.includes("the release asset a.yaml of github.com/owner/demo at v1"), text);
      return true;
    });
  });

  it("are fetched from the release and cached", async () => {
    const cache = temporaryFolder();
    const { baseUrl, requests } = await answering(otherLook);
    const directory = await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.deepEqual(requests, ["/owner/demo/releases/download/v1/a.yaml"]);
    assert.equal(readFileSync(join(directory, "a.yaml"), "utf8"), otherLook);

    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.equal(requests.length, 1);
  });

  it("are fetched again when the cached ones are damaged", async () => {
    const cache = temporaryFolder();
    writeFiles(join(cache, "artifacts"), { "demo/v1/a.yaml": otherLook.slice(0, 80) });
    const { baseUrl, requests } = await answering(manifest);
    await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
    assert.equal(requests.length, 1);
  });

  for (const [what, answer, found] of [
    ["other objects", otherManifest, /found [0-9a-f]{64}; it was not kept/],
    ["a page for people", "<html>log in</html>", /found none \(.*not a Kubernetes object.*\); it was not kept/],
  ] as const)
    it(`are refused when the answer is ${what}`, async () => {
      const { baseUrl } = await answering(answer);
      await assert.rejects(resolveArtifact("demo/v1", { cache: temporaryFolder(), catalog, baseUrl }), found);
    });
});

describe("a mirror named by lab:artifacts", () => {
  afterEach(cleanUp);
  const files = { "chart/Chart.yaml": "name: demo\n" };

  it("is a URL, and everything else a folder", () => {
    assert.deepEqual(
      ["https://mirror.example/labs", "http://10.0.0.1:8080", "/srv/labs", "https", "ftp://x/y", undefined].map(isUrl),
      [true, true, false, false, false, false],
    );
  });

  it("is laid out like the folder, and its files are cached", async () => {
    const cache = temporaryFolder();
    const { baseUrl, requests } = await answering(files["chart/Chart.yaml"]);
    const folder = `${baseUrl}/labs/`;
    const directory = await resolveArtifact("demo/v1", { folder, cache, catalog: catalogOf(files) });
    assert.deepEqual(requests, ["/labs/demo/v1/chart/Chart.yaml"]);
    assert.equal(directory, join(cache, "artifacts/demo/v1"));
    await resolveArtifact("demo/v1", { folder, cache, catalog: catalogOf(files) });
    assert.equal(requests.length, 1);
  });

  it("is verified like GitHub", async () => {
    const { baseUrl } = await answering("name: evil\n");
    await assert.rejects(
      resolveArtifact("demo/v1", { folder: baseUrl, cache: temporaryFolder(), catalog: catalogOf(files) }),
      /demo\/v1\/chart\/Chart\.yaml is not the file this program was tested with/,
    );
  });

  it("is not asked when nothing may be fetched", async () => {
    const { baseUrl, requests } = await answering("");
    await assert.rejects(
      resolveArtifact("demo/v1", {
        folder: baseUrl,
        cache: temporaryFolder(),
        catalog: catalogOf(files),
        offline: true,
      }),
      /is not in the cache/,
    );
    assert.deepEqual(requests, []);
  });
});
