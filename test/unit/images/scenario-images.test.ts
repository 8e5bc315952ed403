import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { ImagesRequest } from "../../../components/images/lifecycle/request.ts";
import { scenarioNames } from "../../../stacks/registry.ts";
import { type Plan, planOf, resource } from "../planned.ts";
import { upstream } from "../support.ts";

/** What operators start, which is in no manifest: by what is told to them, as upstream's releases have it. */
const startedByOperators: Readonly<Record<string, string[]>> = {
  "quay.io/kubevirt/virt-operator:v1.8.4": ["api", "controller", "handler", "launcher"].map(
    (part) => `quay.io/kubevirt/virt-${part}:v1.8.4`,
  ),
  "quay.io/kubevirt/virt-operator:v1.9.0": ["api", "controller", "handler", "launcher"].map(
    (part) => `quay.io/kubevirt/virt-${part}:v1.9.0`,
  ),
  "quay.io/nmstate/kubernetes-nmstate-operator:v0.86.0": ["quay.io/nmstate/kubernetes-nmstate-handler:v0.86.0"],
  "quay.io/nmstate/kubernetes-nmstate-operator:v0.81.0": ["quay.io/nmstate/kubernetes-nmstate-handler:v0.81.0"],
};

interface Found {
  readonly image: string;
  /** Of a virtual machine. */
  readonly isDisk: boolean;
}

/** Every text under a key `image`, wherever in an object: containers of all sorts and disks of guests. */
function imagesIn(value: unknown, parent = ""): Found[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === "image" && typeof inner === "string"
      ? [{ image: inner, isDisk: parent === "containerDisk" }]
      : imagesIn(inner, key),
  );
}

/** The images of everything that is planned, by the objects themselves. */
function used({ resources }: Plan): Found[] {
  const objects = resources.filter(
    ({ type }) => type.startsWith("kubernetes:") && !type.endsWith(":CustomResourceDefinition"),
  );
  const charts = objects.filter(({ type }) => type.startsWith("kubernetes:helm.sh/"));
  const ofCharts = charts.map(({ inputs }) => {
    const { image } = (inputs["values"] as { global: { image: { repository: string; tag: string } } }).global;
    return { image: `${image.repository}:${image.tag}`, isDisk: false };
  });
  const ofObjects = objects.filter((one) => !charts.includes(one)).flatMap(({ inputs }) => imagesIn(inputs));
  // Containers that checks add to pods.
  const added = JSON.stringify(resources.map(({ inputs }) => inputs["environment"])).matchAll(
    /\\"added\\":\\"([^"\\]+)/g,
  );
  const own = [...ofCharts, ...ofObjects, ...[...added].map(([, image = ""]) => ({ image, isDisk: false }))];
  const started = own.flatMap(({ image }) => {
    const at = image.indexOf("quay.io/");
    const known = startedByOperators[image.slice(Math.max(0, at))] ?? [];
    return known.map((one) => ({ image: image.slice(0, Math.max(0, at)) + one, isDisk: false }));
  });
  return [...own, ...started];
}

function requested(plan: Plan): ImagesRequest {
  const { IMAGES_REQUEST = "" } = resource(plan, "node-images-pull").inputs["environment"] as Record<string, string>;
  return JSON.parse(IMAGES_REQUEST) as ImagesRequest;
}

const sorted = (images: Iterable<string>): string[] => [...new Set(images)].toSorted();

describe("the list of images that nodes are filled with", function () {
  this.timeout(120_000);
  before(function () {
    if (!existsSync(upstream)) this.skip();
  });

  const plans = new Map<string, Promise<Plan>>();
  const planWith = (scenario: string, settings: Record<string, string> = {}): Promise<Plan> => {
    const key = JSON.stringify([scenario, settings]);
    const known = plans.get(key) ?? planOf({ cluster: "kind", artifacts: upstream, ...settings }, scenario);
    plans.set(key, known);
    return known;
  };

  const variants: [claim: string, settings: Record<string, string>, scenarios: readonly string[]][] = [
    ["", {}, scenarioNames],
    [" in the talk's versions", { versions: "talk" }, scenarioNames],
    // These have everything that others have too.
    [
      " from a mirror, with a prefix before its names",
      { imageMirror: "mirror.example/hub", namePrefix: "a-" },
      ["localnet"],
    ],
  ];
  for (const [claim, settings, scenarios] of variants)
    for (const scenario of scenarios)
      it(`${scenario}${claim}: is every image that planned objects run, and no other`, async () => {
        const plan = await planWith(scenario, settings);
        const { images } = requested(plan);
        const found = used(plan);
        assert.ok(found.length > 2);
        assert.deepEqual(sorted(images.map(({ image }) => image)), sorted(found.map(({ image }) => image)));
        assert.equal(new Set(images.map(({ image }) => image)).size, images.length);
        // What is needed first and everywhere, and what is needed last and where guests run.
        assert.match(images[0]?.image ?? "", /ovn-kube-ubuntu/);
        assert.equal(images[0]?.on, "all");
        const disks = sorted(found.filter(({ isDisk }) => isDisk).map(({ image }) => image));
        const last = images.slice(images.length - disks.length);
        assert.deepEqual(
          last.map(({ image, on }) => [image, on]),
          disks.map((image) => [image, "workers"]),
        );
      });

  it("is of all steps at each of them, so that a later one changes nothing of it", async () => {
    const { images } = requested(await planWith("localnet"));
    assert.deepEqual(requested(await planWith("localnet", { step: "1" })).images, images);
  });

  it("says of each image where pods of it can run: not on the control plane without a toleration", async () => {
    const { images } = requested(await planWith("udn-vms"));
    const where = Object.fromEntries(images.map(({ image, on }) => [/[^/:]+(?=:)/.exec(image)?.[0] ?? "", on]));
    assert.deepEqual(where, {
      "ovn-kube-ubuntu": "all",
      "multus-cni": "all",
      "virt-operator": "all",
      "virt-api": "control-plane",
      "virt-controller": "control-plane",
      "virt-handler": "workers",
      "virt-launcher": "workers",
      "cert-manager-cainjector": "workers",
      "cert-manager-controller": "workers",
      "cert-manager-webhook": "workers",
      "ipam-controller": "workers",
      "fedora-with-test-tooling-container-disk": "workers",
    });
  });

  it("is asked of no cluster but kind's, and of that not with lab:warmImages off", async () => {
    const named = async (settings: Record<string, string>) =>
      (await planOf({ artifacts: upstream, ...settings })).resources.filter(({ name }) =>
        name.startsWith("node-images"),
      );
    const existing = { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod" };
    const without: Record<string, string>[] = [{ cluster: "simulated" }, existing, { warmImages: "off" }];
    for (const settings of without) assert.deepEqual(await named(settings), [], JSON.stringify(settings));
    const cached = await planOf({ artifacts: upstream, warmImages: "off", imageCache: "on" });
    const { images, caches } = requested(cached);
    assert.deepEqual([images, caches?.registries], [[], ["ghcr.io", "registry.k8s.io"]]);
  });

  it("holds nothing up: its Command waits for nothing, and nothing waits for it", async () => {
    const plan = await planWith("udn-vms");
    const own = plan.resources.filter(({ name }) => name.startsWith("node-images"));
    assert.equal(own.length, 2);
    assert.deepEqual(
      own.flatMap(({ dependsOn }) => dependsOn),
      [],
    );
    const urns = own.map(({ urn }) => urn);
    assert.deepEqual(
      plan.resources.filter(({ dependsOn }) => dependsOn.some((urn) => urns.includes(urn))),
      [],
    );
  });

  it("no planned container is told to ask its registry although its image is there", async () => {
    for (const versions of ["current", "talk"])
      for (const scenario of scenarioNames) {
        const { resources } = await planWith(scenario, versions === "talk" ? { versions } : {});
        assert.doesNotMatch(
          JSON.stringify(resources.filter(({ type }) => !type.endsWith(":CustomResourceDefinition"))),
          /"imagePullPolicy":"Always"|PULL_POLICY","value":"Always"/,
          `${scenario} ${versions}`,
        );
      }
  });
});
