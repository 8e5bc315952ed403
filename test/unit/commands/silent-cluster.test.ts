import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type ClusterRecord, writeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { previewVariables } from "../../../stacks/commands/silent-cluster.ts";
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

describe("a preview's environment", () => {
  const isAt = (url: string, expected: NodeJS.ProcessEnv, phase: ClusterRecord["phase"] = "ready"): Promise<void> =>
    withFolder(async (folder) => {
      writeClusterRecord(folder, { ...record, phase });
      await writeKubeconfig(join(folder, "kubeconfig"), url);
      assert.deepEqual(await previewVariables("lab", folder), expected);
    });
  const silent: RequestListener = () => undefined;

  it("gives Pulumi's Kubernetes plugin little time where the cluster's API server says nothing", async function () {
    this.timeout(20_000);
    await withAnswers(silent, (url) => isAt(url, { PULUMI_K8S_CLIENT_TIMEOUT: "1" }));
  });

  it("is as it was where the server answers, refuses or is not there", async () => {
    await withAnswers(versionAnswer, (url) => isAt(url, {}));
    await withAnswers(
      (_, response) => response.writeHead(500).end(),
      (url) => isAt(url, {}),
    );
    await isAt(`http://127.0.0.1:${await closedPort()}`, {});
  });

  it("is as it was of a stack that has no cluster yet", () =>
    withAnswers(silent, async (url) => {
      await isAt(url, {}, "creating");
      await withFolder(async (folder) => assert.deepEqual(await previewVariables("lab", folder), {}));
    }));
});
