import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { AppsV1Api, CoreV1Api, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { Condition } from "../../components/platform/readiness/condition.ts";
import type { ReadinessRequest } from "../../components/platform/readiness/request.ts";
import type { RunResult } from "../../components/processes.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { runScript } from "../support/processes.ts";
import { StrictApi, waitForEstablished } from "../support/strict-api.ts";

const asMergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
const namespace = "parts";
const labels = { app: "part" };
const containers = [{ name: "part", image: "registry.example/part:v1" }];

describe("components/platform/readiness", function () {
  this.timeout(60_000);
  let server: ApiServer;
  let apps: AppsV1Api;
  let core: CoreV1Api;
  let api: StrictApi;

  before(async () => {
    // Webhooks are asked here, unlike elsewhere in these tests.
    server = await startApiServer({ asksWebhooks: true });
    apps = server.config.makeApiClient(AppsV1Api);
    core = server.config.makeApiClient(CoreV1Api);
    api = StrictApi.of(server.config);
    await api.createStrictly({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  });
  after(() => (server as ApiServer | undefined)?.stop());

  function waitUntil(
    conditions: readonly Condition[],
    request: Partial<ReadinessRequest>,
    onLine?: (line: string) => void,
  ): Promise<RunResult> {
    const whole = { kubeconfig: server.kubeconfig, context: null, timeout: 40, of: [], conditions, ...request };
    return runScript(
      "components/platform/readiness/main.ts",
      { READINESS_REQUEST: JSON.stringify(whole) },
      onLine ? { onLine } : {},
    );
  }
  const ready = { status: 0, stdout: "ready\n", stderr: "" };

  it("names a context that is not there", async () => {
    const { status, stderr } = await waitUntil([deploymentAvailable], { context: "other" });
    assert.equal(status, 1);
    assert.equal(stderr, `the kubeconfig ${server.kubeconfig} has no context other; it has admin\n`);
  });

  const deploymentAvailable = { is: "deployment-available", namespace, name: "part" } as const;

  describe("of a Deployment", () => {
    it("fails where there is none", async () => {
      const { status, stdout, stderr } = await waitUntil([deploymentAvailable], { timeout: 1 });
      assert.deepEqual([status, stdout], [1, ""]);
      const seen = 'HTTP 404: deployments.apps "part" not found';
      // Once as progress, for nothing of it changes, and once as the end.
      assert.deepEqual(
        stderr
          .replace(/\(\d s\)/, "(a few s)")
          .trim()
          .split("\n"),
        [
          `waiting for deployment parts/part to be Available (a few s): ${seen}`,
          `deployment parts/part to be Available: not within 1 s; last seen: ${seen}`,
          `Look closer: kubectl --kubeconfig ${server.kubeconfig} describe pods -n parts. If it only takes long: npm run up again, with -c readinessTimeout=<seconds>`,
        ],
      );
    });

    it("fails with what it sees of the pods when the time is over", async () => {
      await api.createStrictly({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "part", namespace },
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
      });
      await available("False");
      assert.match((await waitUntil([deploymentAvailable], { timeout: 0 })).stderr, /last seen: no pods yet\n/);

      const waiting = { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image" } };
      await pod("part-1", labels, "ovn-worker", {
        phase: "Pending",
        containerStatuses: [{ name: "part", image: "", imageID: "", ready: false, restartCount: 0, state: waiting }],
      });
      const unschedulable = { type: "PodScheduled", status: "False", message: "0/3 nodes are available" };
      await pod("part-2", labels, undefined, { phase: "Pending", conditions: [unschedulable] });
      await pod("part-3", labels, "ovn-worker", {
        phase: "Running",
        conditions: [{ type: "Ready", status: "True" }],
      });
      await pod("another", { app: "other" }, undefined, { phase: "Pending" });
      const { status, stderr } = await waitUntil([deploymentAvailable], { timeout: 1 });
      assert.equal(status, 1);
      assert.ok(
        stderr.includes(
          "not within 1 s; last seen: part-1 on ovn-worker: ImagePullBackOff (Back-off pulling image); " +
            "part-2 on no node: Pending (0/3 nodes are available)\n",
        ),
        stderr,
      );
    });

    it("tells why pods cannot even be made", async () => {
      const failure = { type: "ReplicaFailure", status: "True", message: 'pods "part-" is forbidden: exceeded quota' };
      await deploymentStatus([{ type: "Available", status: "False" }, failure]);
      const { stderr } = await waitUntil([deploymentAvailable], { timeout: 0 });
      assert.match(stderr, /last seen: pods "part-" is forbidden: exceeded quota\n/);
    });

    it("ends well once it is Available, and at once where it is", async () => {
      let changed = Promise.resolve();
      // It becomes Available only once it has been missed.
      const result = await waitUntil([deploymentAvailable], { context: "admin" }, (line) => {
        if (line.startsWith("waiting for ")) changed = available("True");
      });
      await changed;
      assert.equal(result.status, 0, result.stderr);
      assert.deepEqual(await waitUntil([deploymentAvailable], {}), ready);
    });
  });

  const group = "parts.example";
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `parts.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind: "Part", plural: "parts", singular: "part" },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
    },
  };
  const part = { apiVersion: `${group}/v1`, kind: "Part", metadata: { namespace, name: "part" } };

  it("of a definition fails where there is none, and ends well where it is Established", async () => {
    const established: Condition = { is: "definition-established", name: `parts.${group}` };
    const { stderr } = await waitUntil([established], { timeout: 0 });
    assert.match(stderr, /definition parts\.parts\.example to be Established: not within 0 s; .*HTTP 404/);
    await api.createStrictly(definition);
    assert.equal((await waitUntil([established], {})).status, 0);
  });

  it("of an object tells its conditions and the pods that work for them", async () => {
    await waitForEstablished(server.config, [`parts.${group}`]);
    const condition: Condition = {
      is: "object-condition",
      object: part,
      condition: "Available",
      podsOf: "kube-system",
    };
    assert.match((await waitUntil([condition], { timeout: 0 })).stderr, /last seen: HTTP 404: parts\.parts\.example/);

    const progressing = { type: "Progressing", status: "True", message: "three of five" };
    await api.createStrictly({
      ...part,
      status: { conditions: [progressing, { type: "Available", status: "False" }] },
    });
    assert.match(
      (await waitUntil([condition], { timeout: 0 })).stderr,
      /Part parts\/part to be Available: not within 0 s; last seen: Progressing True: three of five, Available False; no pods yet\n/,
    );
    const met: Condition = { ...condition, condition: "Progressing" };
    assert.deepEqual(await waitUntil([met], {}), ready);
  });

  describe("of a webhook", () => {
    const hook = (answersAt: string, caBundle?: string) => ({
      name: "hook.parts.example",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      failurePolicy: "Fail",
      timeoutSeconds: 2,
      clientConfig: { url: answersAt, ...(caBundle === undefined ? {} : { caBundle }) },
      rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] }],
    });
    const configuration = (name: string, webhook: object) => ({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name },
      webhooks: [webhook],
    });
    const asked = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace, name: "asked" } };
    const passes: Condition = { is: "dry-run-passes", object: asked, podsOf: "kube-system" };

    it("says which has no authority yet", async () => {
      const trusted = (name: string): Condition => ({
        is: "webhook-trusted",
        kind: "ValidatingWebhookConfiguration",
        name,
      });
      const elsewhere = { ...hook("https://127.0.0.1:1/"), rules: [] };
      await api.createStrictly(configuration("untrusted", elsewhere));
      const { stderr } = await waitUntil([trusted("untrusted")], { timeout: 0 });
      assert.match(stderr, /to have its authority: not within 0 s; last seen: no caBundle: hook\.parts\.example\n/);
      await api.createStrictly({ ...configuration("empty", elsewhere), webhooks: [] });
      assert.match((await waitUntil([trusted("empty")], { timeout: 0 })).stderr, /last seen: no webhooks\n/);
      const caBundle = Buffer.from(server.config.exportConfig()).toString("base64");
      const bundled = configuration("trusted", {
        ...elsewhere,
        clientConfig: { url: "https://127.0.0.1:1/", caBundle },
      });
      await api.createStrictly(bundled).catch((error: unknown) => assert.fail(String(error)));
      assert.deepEqual(await waitUntil([trusted("trusted")], {}), ready);
    });

    it("is proven by a dry run: it stores nothing and tells the refusal", async () => {
      assert.deepEqual(await waitUntil([passes], {}), ready);
      const silent = createServer().listen(0, "127.0.0.1");
      try {
        await new Promise((listening) => silent.once("listening", listening));
        const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
        await api.createStrictly(configuration("blocking", hook(url)));
        const { status, stderr } = await waitUntil([passes], { timeout: 4 });
        assert.equal(status, 1);
        assert.match(
          stderr,
          /a dry run of ConfigMap parts\/asked to pass its webhooks: not within 4 s; last seen: HTTP 500: .*failed calling webhook "hook\.parts\.example".*; no pods yet\n/,
        );
      } finally {
        silent.close();
      }
      assert.deepEqual((await core.listNamespacedConfigMap({ namespace })).items, []);
    });

    it("is waited for only when what comes before it holds", async () => {
      const missing: Condition = { is: "definition-established", name: "nothing.parts.example" };
      const { stderr } = await waitUntil([missing, passes], { timeout: 1 });
      assert.doesNotMatch(stderr, /dry run/);
    });
  });

  const available = (status: "True" | "False"): Promise<void> => deploymentStatus([{ type: "Available", status }]);

  async function deploymentStatus(conditions: object[]): Promise<void> {
    await apps.patchNamespacedDeploymentStatus(
      { namespace, name: "part", body: { status: { conditions } } },
      asMergePatch,
    );
  }

  async function pod(name: string, of: object, nodeName: string | undefined, status: object): Promise<void> {
    const spec = { containers, ...(nodeName === undefined ? {} : { nodeName }) };
    await api.createStrictly({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels: of }, spec });
    await core.patchNamespacedPodStatus({ namespace, name, body: { status } }, asMergePatch);
  }
});
