import assert from "node:assert/strict";
import { parse } from "yaml";
import { startEmptyApiServer } from "../../../components/clusters/empty-api-server.ts";

const policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";

describe("the empty API server of a preview without a cluster", () => {
  let url: string;
  let kubeconfig: string;
  before(async () => ({ url, kubeconfig } = await startEmptyApiServer("v1.35.4")));

  async function ask(path: string, method = "GET", body?: object): Promise<[number, unknown]> {
    const answer = await fetch(`${url}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return [answer.status, await answer.json()];
  }

  it("is on this machine alone, where its kubeconfig says", () => {
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const { clusters, contexts } = parse(kubeconfig) as {
      clusters: { cluster: object }[];
      contexts: { context: { namespace: string } }[];
    };
    assert.deepEqual(clusters[0]?.cluster, { server: url });
    // Without one the provider would not know where objects without a namespace belong.
    assert.equal(contexts[0]?.context.namespace, "default");
  });

  it("has the version it is given", async () =>
    assert.deepEqual(await ask("/version"), [200, { major: "1", minor: "35", gitVersion: "v1.35.4" }]));

  it("has no object, and no kind but those whose scope the provider asks for", async () => {
    const [, groups] = (await ask("/apis")) as [number, { groups: { name: string }[] }];
    assert.deepEqual(
      groups.groups.map(({ name }) => name),
      ["admissionregistration.k8s.io"],
    );
    for (const path of [`${policies}/some`, "/api/v1/namespaces/default", "/apis/apps/v1"]) {
      const [status, answer] = await ask(path);
      assert.equal(status, 404, path);
      // The provider reads the details without looking whether there are any.
      assert.deepEqual((answer as { details: object }).details, {});
    }
  });

  it("gives back what is sent for a dry run, and takes nothing for good", async () => {
    const policy = { kind: "ValidatingAdmissionPolicy", metadata: { name: "x" } };
    assert.deepEqual(await ask(`${policies}?dryRun=All`, "POST", policy), [201, policy]);
    assert.deepEqual(await ask(`${policies}/x?dryRun=All`, "PATCH", policy), [200, policy]);
    const applied = await fetch(`${url}${policies}/x?dryRun=All`, { method: "PATCH", body: "metadata:\n  name: x\n" });
    assert.deepEqual(await applied.json(), { metadata: { name: "x" } });
    assert.equal((await ask(policies, "POST", policy))[0], 404);
    assert.equal((await ask(`${policies}/x`))[0], 404);
  });
});
