import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ArtifactError } from "../../../components/artifacts/artifact-error.ts";
import { resolveArtifact } from "../../../components/artifacts/resolve-artifact.ts";
import { catalogOf, cleanUp, serve, serveFiles, sha256, temporaryFolder, unreachable } from "./support.ts";

const files = { "chart/Chart.yaml": "name: demo\n", "chart/templates/a.yaml": "a: 1\n", "chart/values.yaml": "" };
const catalog = catalogOf(files);
const incoming = (cache: string) => join(cache, "artifacts/.incoming");

describe("artifacts fetched from the network", () => {
  afterEach(cleanUp);

  it("are put into the cache", async () => {
    const cache = temporaryFolder();
    const { baseUrl, requests } = await serveFiles(files);
    const said: string[] = [];
    const options = { cache, catalog, baseUrl: `${baseUrl}/`, say: (line: string) => said.push(line) };

    const directory = await resolveArtifact("demo/v1", options);

    assert.equal(directory, join(cache, "artifacts/demo/v1"));
    for (const [path, content] of Object.entries(files))
      assert.equal(readFileSync(join(directory, path), "utf8"), content);
    assert.deepEqual(
      requests.toSorted(),
      Object.keys(files)
        .map((path) => `/owner/demo/v1/deploy/${path}`)
        .toSorted(),
    );
    assert.deepEqual(said, [`demo/v1: fetching 3 of 3 files from ${baseUrl}/`]);
    assert.deepEqual(readdirSync(incoming(cache)), []);
  });

  for (const umask of [0o022, 0o077]) {
    it(`have mode 0644 in private directories under umask 0${umask.toString(8)}`, async () => {
      const cache = temporaryFolder();
      const { baseUrl } = await serveFiles(files);
      const before = process.umask(umask);
      try {
        const directory = await resolveArtifact("demo/v1", { cache, catalog, baseUrl });
        assert.equal(lstatSync(join(directory, "chart/values.yaml")).mode & 0o777, 0o644);
        for (const path of ["chart/templates", "chart", ".", "..", "../.."]) {
          assert.equal(lstatSync(join(directory, path)).mode & 0o777, 0o700, path);
        }
        assert.equal(lstatSync(incoming(cache)).mode & 0o777, 0o700);
      } finally {
        process.umask(before);
      }
    });
  }

  it("are fetched eight at once", async () => {
    const many = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`${index}.yaml`, `n: ${index}\n`]));
    let waiting: (() => void)[] = [];
    let most = 0;
    const answerAll = () => {
      most = Math.max(most, waiting.length);
      for (const answer of waiting) answer();
      waiting = [];
    };
    const { baseUrl } = await serve((request, response) => {
      if (request.url === "/round-trip") return response.end();
      waiting.push(() => response.end(many[(request.url ?? "").replace("/owner/demo/v1/deploy/", "")]));
      // The round trip gives a ninth request, were there one, the time to arrive.
      return waiting.length === 8 && void fetch(`${baseUrl}/round-trip`).then(answerAll);
    });

    await resolveArtifact("demo/v1", { cache: temporaryFolder(), catalog: catalogOf(many), baseUrl });

    assert.equal(most, 8);
  });

  it("leave nothing behind when they cannot be put in place", async () => {
    const cache = temporaryFolder();
    const { baseUrl } = await serve((_, response) => {
      mkdirSync(join(cache, "artifacts/demo/v1/a/in-the-way"), { recursive: true });
      response.end("a");
    });
    await assert.rejects(
      resolveArtifact("demo/v1", { cache, catalog: catalogOf({ a: "a" }), baseUrl }),
      /^ArtifactError: Cannot change the cached artifacts in .*OVN_LABS_CACHE/,
    );
    assert.deepEqual(readdirSync(incoming(cache)), []);
  });

  it("are refused and not kept with another checksum", async () => {
    const cache = temporaryFolder();
    const { baseUrl } = await serveFiles({ ...files, "chart/values.yaml": "evil: true\n" });

    await assert.rejects(resolveArtifact("demo/v1", { cache, catalog, baseUrl }), (error) => {
      assert(error instanceof ArtifactError);
      assert.match(error.message, new RegExp(`^${baseUrl}/owner/demo/v1/deploy/chart/values\\.yaml is not the file`));
      assert.match(error.message, new RegExp(`expected SHA-256 ${sha256("")}, found ${sha256("evil: true\n")}`));
      assert.match(error.message, /lab:artifacts/);
      return true;
    });
    assert(!existsSync(join(cache, "artifacts/demo/v1/chart/values.yaml")));
  });

  it("that cannot be reached give one error with the file, the address and the setting", async () => {
    const baseUrl = await unreachable();
    const options = { cache: temporaryFolder(), catalog: catalogOf({ "chart/Chart.yaml": "name: demo\n" }), baseUrl };

    await assert.rejects(resolveArtifact("demo/v1", options), (error) => {
      assert(error instanceof ArtifactError);
      assert.match(
        error.message,
        /^Cannot fetch chart\/Chart\.yaml of the artifact set demo\/v1, which is not in the cache/,
      );
      assert.match(
        error.message,
        new RegExp(`from ${baseUrl}/owner/demo/v1/deploy/chart/Chart\\.yaml: .*ECONNREFUSED`),
      );
      assert.match(
        error.message,
        /set lab:artifacts to a folder that holds it as <folder>\/demo\/v1\/chart\/Chart\.yaml/,
      );
      return true;
    });
  });

  it("end the rest at the first failure", async () => {
    const many = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`${index}.yaml`, `n: ${index}\n`]));
    const { baseUrl, requests } = await serve((request, response) => {
      // The others are never answered: only an abort ends them.
      if (request.url?.endsWith("/3.yaml")) response.writeHead(404).end();
    });

    await assert.rejects(
      resolveArtifact("demo/v1", { cache: temporaryFolder(), catalog: catalogOf(many), baseUrl }),
      /^ArtifactError: Cannot fetch 3\.yaml .* HTTP status 404 Not Found\./,
    );
    assert(requests.length <= 8, `${requests.length} requests`);
  });

  it("can be fetched by several at the same time into one cache", async () => {
    const cache = temporaryFolder();
    const { baseUrl } = await serveFiles(files);

    const directories = await Promise.all(
      Array.from({ length: 6 }, () => resolveArtifact("demo/v1", { cache, catalog, baseUrl })),
    );

    assert.deepEqual(new Set(directories), new Set([join(cache, "artifacts/demo/v1")]));
    for (const [path, content] of Object.entries(files)) {
      assert.equal(readFileSync(join(cache, "artifacts/demo/v1", path), "utf8"), content);
    }
    assert.deepEqual(readdirSync(incoming(cache)), []);
  });
});
