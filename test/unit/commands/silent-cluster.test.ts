import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type ClusterRecord, writeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { clusterIsSilent, previewVariables } from "../../../stacks/commands/silent-cluster.ts";
import { versionAnswer, withAnswers, writeKubeconfig } from "../support.ts";
import { closedPort, withFolder } from "../tools/support.ts";

const record: ClusterRecord = {
  kind: "simulated",
  name: "ovn",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: "2026-11-27T00:00:00.000Z",
  containers: [],
};

describe("a cluster whose API server takes connections and says nothing", () => {
  const isAt = (url: string, expected: boolean, phase: ClusterRecord["phase"] = "ready"): Promise<void> =>
    withFolder(async (folder) => {
      writeClusterRecord(folder, { ...record, phase });
      await writeKubeconfig(join(folder, "kubeconfig"), url);
      assert.equal(await clusterIsSilent("lab", folder), expected);
    });
  const silent: RequestListener = () => undefined;

  it("is told", async function () {
    this.timeout(20_000);
    await withAnswers(silent, (url) => isAt(url, true));
  });

  it("is none where the server answers, refuses or is not there", async () => {
    await withAnswers(versionAnswer, (url) => isAt(url, false));
    await withAnswers(
      (_, response) => response.writeHead(500).end(),
      (url) => isAt(url, false),
    );
    await isAt(`http://127.0.0.1:${await closedPort()}`, false);
  });

  it("is none of a stack that has no cluster yet", () =>
    withAnswers(silent, async (url) => {
      await isAt(url, false, "creating");
      await withFolder(async (folder) => assert.equal(await clusterIsSilent("lab", folder), false));
    }));

  it("gives the plugin of a preview little time, which others leave to it", () => {
    assert.deepEqual(previewVariables(true), { PULUMI_K8S_CLIENT_TIMEOUT: "1" });
    assert.deepEqual(previewVariables(false), {});
  });
});
