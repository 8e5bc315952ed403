import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { located } from "../../../components/artifacts/index.ts";
import { readImageDigests } from "../../../components/settings/image-digests.ts";
import { problemsOf, settingsOf } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "ovn-labs-digests-"));
const file = join(folder, "digests.yaml");
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

describe("a file of image digests", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  function problems(content: string): readonly string[] {
    writeFileSync(file, content);
    return readImageDigests(file).problems;
  }

  for (const [form, content] of Object.entries({
    YAML: `# pinned\nquay.io/a/b:v1: ${digest("1")}\n"postgres:16": ${digest("2")}\n`,
    JSON: JSON.stringify({ "quay.io/a/b:v1": digest("1"), "docker.io/library/postgres:16": digest("2") }),
  }))
    it(`is ${form}, with images by their full names or as engines take them`, () => {
      assert.deepEqual(problems(content), []);
      assert.deepEqual(
        [...readImageDigests(file).digests],
        [
          ["quay.io/a/b:v1", digest("1")],
          ["docker.io/library/postgres:16", digest("2")],
        ],
      );
    });

  const wrong: Record<string, [content: string, problem: RegExp]> = {
    "a list": [`- quay.io/a/b:v1`, /^the file must be a map/],
    nothing: ["", /^the file must be a map/],
    "no YAML": ["{", /^it cannot be read: /],
    "a key twice": [`a:1: x\na:1: y`, /^it cannot be read: .*unique/],
    "an image twice": [
      `postgres:16: ${digest("1")}\ndocker.io/library/postgres:16: ${digest("1")}`,
      /stands there twice/,
    ],
    "an image with a digest": [`quay.io/a/b@${digest("1")}: ${digest("1")}`, /is not an image by tag/],
    "no name of an image": [`"$(touch x)": ${digest("1")}`, /^"\$\(touch x\)" is not an image by tag/],
    "a digest of another kind": [
      "quay.io/a/b:v1: sha512:00",
      /^of "quay.io\/a\/b:v1" it has "sha512:00", which is not/,
    ],
    "a digest that is too short": ["quay.io/a/b:v1: sha256:0123", /which is not sha256: and 64/],
    "a digest that is a number": ["quay.io/a/b:v1: 12", /it has "12", which is not/],
  };
  for (const [what, [content, problem]] of Object.entries(wrong))
    it(`is refused with ${what}`, () => {
      const found = problems(content);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", problem);
    });

  it("is refused where it is not there, with the setting's name and the reason", () =>
    assert.match(
      problemsOf({ imageDigests: join(folder, "none.yaml") }).join("\n"),
      /^lab:imageDigests is ".*none\.yaml": it cannot be read: ENOENT/,
    ));

  it("pins the scenarios' own images, also from a mirror", () => {
    writeFileSync(file, `quay.io/mduarted/turtle-db: ${digest("3")}\n`);
    const images = (more: Record<string, string>) => settingsOf({ imageDigests: file, ...more }).versions.images;
    assert.equal(images({}).turtleDatabase, `quay.io/mduarted/turtle-db@${digest("3")}`);
    assert.equal(images({}).fedora, "quay.io/containerdisks/fedora:43");
    assert.equal(
      images({ imageMirror: "mirror.example/hub" }).turtleDatabase,
      `mirror.example/hub/quay.io/mduarted/turtle-db@${digest("3")}`,
    );
  });
});

describe("an image that has a digest already", () => {
  it("keeps it", () => {
    const image = `quay.io/a/b:v1@${digest("1")}`;
    const digests = new Map([["quay.io/a/b:v1", digest("2")]]);
    assert.equal(located(image, { digests }), image);
    assert.equal(located(image, { digests, mirror: "mirror.example" }), `mirror.example/${image}`);
  });
});
