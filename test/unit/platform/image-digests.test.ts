import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imagesInUse, requireDigestsInUse } from "../../../components/platform/images-in-use.ts";
import { installationFiles } from "../../../components/platform/index.ts";
import { platformParts } from "../../../components/settings/platform-parts.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { settingsOf } from "../settings/support.ts";
import { platformPlan } from "../../support/platform-plan.ts";
import { upstream } from "../support.ts";

const mirror = "mirror.example/hub";
const operator = "quay.io/kubevirt/virt-operator:v1.8.4";

/** Every text in a value with its path. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

describe("with lab:imageDigests", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-digests-"));
  const file = join(folder, "digests.json");
  const base = { artifacts: upstream, imageDigests: file };
  const digests = new Map<string, string>();

  before(async function () {
    if (!existsSync(upstream)) this.skip();
    const settings = settingsOf({ artifacts: upstream });
    const images = imagesInUse(settings, await installationFiles(settings, platformParts), platformParts);
    [...images].forEach((image, i) => digests.set(image, `sha256:${i.toString(16).padStart(64, "0")}`));
    assert.ok(digests.size > 15, [...images].join(", "));
    writeFileSync(file, JSON.stringify(Object.fromEntries(digests)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [where, more, prefix] of [
    ["its own registry", {}, ""],
    ["a mirror", { imageMirror: mirror }, `${mirror}/`],
  ] as const)
    it(`every container of every part has its image by digest from ${where}`, async () => {
      const { resources } = await platformPlan({ cluster: "kind", ...base, ...more }, platformParts);
      const objects = resources.filter(
        ({ type }) => type.startsWith("kubernetes:") && !type.endsWith(":CustomResourceDefinition"),
      );
      const found = objects.flatMap(({ inputs }) =>
        texts(inputs).filter(([path]) => /\/containers\/\d+\/image$/.test(path)),
      );
      assert.ok(found.length > 6);
      for (const [path, image] of found) {
        const [name = "", digest] = image.split("@");
        assert.equal(digest, digests.get(name.slice(prefix.length)), `${path}: ${image}`);
        assert.ok(name.startsWith(prefix), image);
      }
      const [repository, tag] = ["repository", "tag"].map(
        (key) =>
          objects.flatMap(({ inputs }) => texts(inputs)).find(([path]) => path.endsWith(`/global/image/${key}`))?.[1],
      );
      const image = "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu:release-1.3";
      assert.equal(`${repository}:${tag}`, `${prefix}${image}@${digests.get(image)}`);
    });

  it("what KubeVirt's operator starts has no digest of the operator's, for it takes their names from its own", async () => {
    const { resources } = await platformPlan({ cluster: "kind", ...base }, ["ovn-kubernetes", "kubevirt"]);
    const told = resources.flatMap(({ inputs }) => texts(inputs)).filter(([, text]) => text.startsWith(operator));
    assert.deepEqual(told.map(([, text]) => text).toSorted(), [operator, `${operator}@${digests.get(operator)}`]);
  });

  async function refusal(content: object, more: Record<string, string> = {}): Promise<string> {
    const other = join(folder, "other.json");
    writeFileSync(other, JSON.stringify(content));
    const settings = settingsOf({ ...base, imageDigests: other, ...more });
    const files = await installationFiles(settings, platformParts);
    try {
      requireDigestsInUse(settings, files, platformParts);
    } catch (error) {
      assert.ok(error instanceof SettingsError);
      return error.message;
    }
    return "";
  }

  it("an image that is not used is refused, with those that are", async () => {
    const mine = { "quay.io/kubevirt/virt-operator:v1.9.0": digests.get(operator) };
    for (const more of [{}, { imageMirror: mirror }] as Record<string, string>[]) {
      const message = await refusal(mine, more);
      assert.match(
        message,
        /^lab:imageDigests has quay\.io\/kubevirt\/virt-operator:v1\.9\.0, which this stack does not use$/m,
      );
      assert.match(message, / (quay\.io\/kubevirt\/virt-operator:v1\.8\.4)/);
      assert.ok(!message.includes(mirror));
    }
    assert.equal(await refusal(mine, { kubevirt: "v1.9.0" }), "");
  });

  it("all images that are used may be pinned, or some", async () => {
    assert.equal(await refusal(Object.fromEntries(digests)), "");
    assert.equal(await refusal({ [operator]: digests.get(operator) }), "");
  });
});
