import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { platformParts } from "../../../components/settings/platform-parts.ts";
import { type PlatformPlan, platformPlan } from "../../support/platform-plan.ts";
import { upstream } from "../support.ts";

const mirror = "mirror.example/hub";

/** Every text in a value with its path. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

/** Whatever looks like an image of a public registry, wherever in an object; descriptions within definitions do not count. */
function images({ resources }: PlatformPlan): string[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:") && !type.endsWith(":CustomResourceDefinition"))
    .flatMap(({ inputs }) => texts(inputs).map(([, text]) => text))
    .flatMap(
      (text) =>
        text.match(/(?:mirror\.example\/hub\/)?\b(?:quay\.io|ghcr\.io|registry\.k8s\.io|docker\.io)\/[^\s"]+/g) ?? [],
    );
}

for (const versions of ["current", "talk"])
  describe(`with lab:imageMirror, versions ${versions}`, function () {
    this.timeout(60_000);
    let plain: string[];
    let redirected: string[];

    before(async function () {
      if (!existsSync(upstream)) this.skip();
      const settings = { cluster: "kind", versions, artifacts: upstream };
      const plans = [settings, { ...settings, imageMirror: mirror }].map((one) => platformPlan(one, platformParts));
      [plain = [], redirected = []] = (await Promise.all(plans)).map(images);
    });

    it("every image of every part comes from the mirror, under its own full name", () => {
      assert.deepEqual(
        redirected,
        plain.map((image) => `${mirror}/${image}`),
      );
    });

    it("the images are those of the parts and those that their operators start", () => {
      const names = new Set(plain.map((image) => image.replace(/(?<=\/[^/]*)[:@].*$/, "")));
      for (const name of [
        "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu",
        "ghcr.io/k8snetworkplumbingwg/multus-cni",
        "quay.io/nmstate/kubernetes-nmstate-operator",
        "quay.io/nmstate/kubernetes-nmstate-handler",
        "quay.io/kubevirt/virt-operator",
        "quay.io/jetstack/cert-manager-controller",
        "quay.io/jetstack/cert-manager-cainjector",
        "quay.io/jetstack/cert-manager-webhook",
        "quay.io/jetstack/cert-manager-acmesolver",
        "ghcr.io/kubevirt/ipam-controller",
      ])
        assert.ok(names.has(name), `${name} is not among ${[...names].join(", ")}`);
    });

    it("no image has the tag that moves with upstream's branch, but those the talk took", () => {
      const moving = plain.filter((image) => /:(main|master|snapshot|latest)$/.test(image));
      assert.equal(moving.length > 0, versions === "talk", moving.join(", "));
    });
  });
