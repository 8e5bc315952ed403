import assert from "node:assert/strict";
import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { writeImageList } from "../../../components/images/image-list.ts";
import { describeUnlisted, type PodWithImages, unlistedImages } from "../../../components/images/unlisted-images.ts";
import { withAnswers, writeKubeconfig } from "../support.ts";
import { withFolder } from "../tools/support.ts";

const pod = (images: string[], more: Partial<PodWithImages> = {}): PodWithImages => ({
  spec: { containers: images.map((image) => ({ image })) },
  ...more,
});

describe("images that pods run and nodes were not filled with", () => {
  it("are those of every sort of container, by the names that engines take for them, each once", () => {
    const pods = [
      pod(["postgres:16", "quay.io/a:1"]),
      pod(["quay.io/a:1"]),
      {
        spec: {
          initContainers: [{ image: "quay.io/init:1" }],
          containers: [{ image: "quay.io/a:2" }],
          ephemeralContainers: [{ image: "quay.io/added:1" }],
        },
      },
    ];
    assert.deepEqual(unlistedImages(["docker.io/library/postgres:16", "quay.io/a:1"], pods), [
      "quay.io/a:2",
      "quay.io/added:1",
      "quay.io/init:1",
    ]);
    assert.deepEqual(
      unlistedImages(["postgres:16", "quay.io/a:1", "quay.io/a:2", "quay.io/added:1", "quay.io/init:1"], pods),
      [],
    );
  });

  it("are not those that come with kind's nodes", () => {
    const mirror = { metadata: { annotations: { "kubernetes.io/config.mirror": "1" } } };
    const pods = [
      pod(["registry.k8s.io/kube-apiserver:v1.35.5"], mirror),
      pod(["registry.k8s.io/coredns/coredns:v1.12.0", "docker.io/kindest/local-path-provisioner:v1"]),
    ];
    assert.deepEqual(unlistedImages([], pods), []);
    assert.deepEqual(unlistedImages([], [pod(["registry.k8s.io/kube-apiserver:v1.35.5"])]).length, 1);
  });

  it("are not a listed one by its digest, as guests' pods have it after a migration", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const pods = [pod([`quay.io:5000/disk@${digest}`, `quay.io/other@${digest}`])];
    assert.deepEqual(unlistedImages(["quay.io:5000/disk:v1"], pods), [`quay.io/other@${digest}`]);
  });

  it("are told in a line after an update, and nothing where there is no list or no answer", () =>
    withFolder((folder) =>
      withAnswers(
        (_, response) => {
          response.setHeader("content-type", "application/json");
          response.end(
            JSON.stringify({ kind: "PodList", apiVersion: "v1", items: [pod(["quay.io/a:1", "quay.io/b:1"])] }),
          );
        },
        async (url) => {
          const [directory, kubeconfig] = [join(folder, "stack"), join(folder, "kubeconfig")];
          mkdirSync(directory);
          await writeKubeconfig(kubeconfig, url);
          const told = () => describeUnlisted(directory, { kubeconfig });
          assert.deepEqual(await told(), []);
          writeImageList(directory, [{ image: "quay.io/a:1", on: "all" }]);
          assert.deepEqual(await told(), ["Pods run images that were not among those to be pulled ahead: quay.io/b:1"]);
          assert.deepEqual(await describeUnlisted(directory, { kubeconfig: join(folder, "none") }), []);
        },
      ),
    ));
});
