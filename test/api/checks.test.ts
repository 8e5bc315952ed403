import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  AdmissionregistrationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import { readManifest } from "../../components/artifacts/index.ts";
import { addedContainer, ensureAddedContainer } from "../../components/checks/added-container.ts";
import type { PodSource } from "../../components/checks/check.ts";
import { clusterAccess } from "../../components/checks/cluster-access.ts";
import { isPassing } from "../../components/checks/live-migration/refusal.ts";
import { type TimeoutError, waitFor } from "../../components/wait.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { StrictApi, waitForEstablished } from "../support/strict-api.ts";
import { closedPort } from "../unit/tools/support.ts";
import { upstream } from "../unit/support.ts";

const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

describe("what checks ask a real API server", function () {
  this.timeout(90_000);
  let server: ApiServer;
  let api: StrictApi;
  let core: CoreV1Api;

  before(async () => {
    server = await startApiServer({ asksWebhooks: true });
    api = StrictApi.of(server.config);
    core = server.config.makeApiClient(CoreV1Api);
  });
  // What `before` could not make is not there.
  after(() => (server as ApiServer | undefined)?.stop());

  describe("a container that is added to a pod", () => {
    const source: PodSource = {
      kind: "pod",
      namespace: "default",
      pod: "adapter",
      container: "probe",
      added: "registry.k8s.io/e2e-test-images/agnhost:2.45",
    };

    before(async () => {
      const spec = { containers: [{ name: "db-adapter", image: "adapter" }] };
      await api.createStrictly({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "adapter", namespace: "default" },
        spec,
      });
    });

    const state = async (told: object): Promise<void> => {
      const status = {
        ephemeralContainerStatuses: [
          { name: "probe", image: "", imageID: "", ready: false, restartCount: 0, state: told },
        ],
      };
      await core.patchNamespacedPodStatus({ name: "adapter", namespace: "default", body: { status } }, asMerge);
    };

    it("is waited for, with what keeps it", async () => {
      await assert.rejects(ensureAddedContainer(server.config, source, 0.1), {
        name: "TimeoutError",
        message: "container probe of pod default/adapter: not within 0.1 s; last seen: not started yet",
      });
      await state({ waiting: { reason: "ImagePullBackOff", message: "no such image" } });
      await assert.rejects(ensureAddedContainer(server.config, source, 0.1), (error: TimeoutError) => {
        assert.match(error.message, /last seen: ImagePullBackOff: no such image$/);
        return true;
      });
    });

    it("is there once, as it was asked for, whoever else asks", async () => {
      await state({ running: { startedAt: new Date().toISOString() } });
      await Promise.all([1, 2, 3].map(() => ensureAddedContainer(server.config, source, 5)));
      const { spec } = await core.readNamespacedPod({ name: "adapter", namespace: "default" });
      const [added, ...others] = spec?.ephemeralContainers ?? [];
      assert.deepEqual(others, []);
      const { terminationMessagePath, terminationMessagePolicy, ...asked } = JSON.parse(
        JSON.stringify(added),
      ) as Record<string, unknown>;
      assert.deepEqual([terminationMessagePath, terminationMessagePolicy], ["/dev/termination-log", "File"]);
      assert.deepEqual(
        { ...asked, resources: undefined },
        { ...addedContainer("probe", source.added ?? ""), resources: undefined },
      );
    });

    it("that ended is not waited for", async () => {
      await state({ running: null, waiting: null, terminated: { exitCode: 2, reason: "Error" } });
      await assert.rejects(
        ensureAddedContainer(server.config, source, 5),
        /^Error: container probe of pod default\/adapter ended and cannot be started again: Error$/,
      );
    });

    it("is the API's refusal where there is no pod", () =>
      assert.rejects(ensureAddedContainer(server.config, { ...source, pod: "gone" }, 5), /pods "gone" not found/));

    it("is none for a source without an image", () =>
      ensureAddedContainer(server.config, { ...source, pod: "gone", added: undefined }, 5));
  });

  it("the addresses of workers and services are all of them, in order", async () => {
    for (const [name, addresses] of [
      ["worker2", ["172.18.0.2"]],
      ["worker", ["172.18.0.3", "fd00:18::3"]],
      ["worker3", []],
    ] as const) {
      await api.createStrictly({ apiVersion: "v1", kind: "Node", metadata: { name } });
      const status = {
        addresses: [
          { type: "Hostname", address: name },
          ...addresses.map((address) => ({ type: "InternalIP", address })),
        ],
      };
      await core.patchNodeStatus({ name, body: { status } }, asMerge);
    }
    const spec = { type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] };
    await api.createStrictly({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: "default" },
      spec,
    });
    const access = clusterAccess(server.config);
    assert.deepEqual(await access.workerAddresses(), [["172.18.0.3", "fd00:18::3"], ["172.18.0.2"]]);
    const { clusterIPs, nodePort } = await access.service("default", "web");
    assert.deepEqual([clusterIPs.length, nodePort], [1, 30080]);
  });

  describe("a virtual machine", () => {
    const definitions = join(upstream, "kubevirt", "v1.8.4", "crds");
    const names = ["virtualmachineinstances", "virtualmachineinstancemigrations"].map((kind) => `${kind}.kubevirt.io`);

    before(async function () {
      if (!existsSync(definitions)) {
        process.stdout.write(`    skipped: ${definitions} is not there\n`);
        this.skip();
      }
      for (const name of names)
        for (const manifest of readManifest(join(definitions, `${name}.yaml`))) await api.createStrictly(manifest);
      await waitForEstablished(server.config, names);
    });

    it("is read as KubeVirt's own definition has it", async () => {
      const metadata = { name: "blue", namespace: "default" };
      const spec = { domain: { devices: {} } };
      await api.createStrictly({ apiVersion: "kubevirt.io/v1", kind: "VirtualMachineInstance", metadata, spec });
      const custom = server.config.makeApiClient(CustomObjectsApi);
      const status = {
        phase: "Running",
        nodeName: "worker",
        activePods: { uid: "worker" },
        interfaces: [
          { name: "happy", ipAddresses: ["192.168.0.4"], mac: "0a:58:c0:a8:00:04", podInterfaceName: "ovn-udn1" },
        ],
      };
      const place = { group: "kubevirt.io", version: "v1", plural: "virtualmachineinstances", ...metadata };
      await custom.patchNamespacedCustomObject({ ...place, body: { status } }, asMerge);
      assert.deepEqual(await clusterAccess(server.config).virtualMachineInstance("default", "blue"), {
        phase: "Running",
        node: "worker",
        pod: "uid",
        interfaces: [{ name: "happy", addresses: ["192.168.0.4"], mac: "0a:58:c0:a8:00:04", podInterface: "ovn-udn1" }],
      });
    });

    it("is migrated once, however often it is asked for, and followed to its end", async () => {
      const access = clusterAccess(server.config);
      for (let i = 0; i < 2; i++) await access.createMigration("default", "lab-blue", "blue");
      const custom = server.config.makeApiClient(CustomObjectsApi);
      const place = {
        group: "kubevirt.io",
        version: "v1",
        plural: "virtualmachineinstancemigrations",
        namespace: "default",
      };
      const { items } = (await custom.listNamespacedCustomObject(place)) as { items: { spec: unknown }[] };
      assert.deepEqual(
        items.map(({ spec }) => spec),
        [{ vmiName: "blue" }],
      );
      assert.deepEqual(await access.migration("default", "lab-blue"), { phase: "Pending" });
      const status = { phase: "Failed", migrationState: { failureReason: "no room" } };
      await custom.patchNamespacedCustomObjectStatus({ ...place, name: "lab-blue", body: { status } }, asMerge);
      assert.deepEqual(await access.migration("default", "lab-blue"), { phase: "Failed", reason: "no room" });
      const [started, targetReady, ended] = ["05", "12", "13"].map((second) => `2026-11-22T10:00:${second}Z`);
      const over = {
        phase: "Succeeded",
        migrationState: {
          ...{ startTimestamp: started, targetNodeDomainReadyTimestamp: targetReady, endTimestamp: ended },
          ...{ failureReason: null, mode: "PreCopy" },
        },
        phaseTransitionTimestamps: [{ phase: "Running", phaseTransitionTimestamp: started }],
      };
      await custom.patchNamespacedCustomObjectStatus({ ...place, name: "lab-blue", body: { status: over } }, asMerge);
      assert.deepEqual(await access.migration("default", "lab-blue"), {
        ...{ phase: "Succeeded", started, targetReady, ended, mode: "PreCopy" },
        phases: [{ phase: "Running", at: started }],
      });
      for (let i = 0; i < 2; i++) await access.deleteMigration("default", "lab-blue");
      await assert.rejects(access.migration("default", "lab-blue"), /"lab-blue" not found/);
    });

    it("is asked for again while nobody answers for a webhook, and not when a policy denies it", async () => {
      const access = clusterAccess(server.config);
      const ask = (name: string): Promise<unknown> =>
        access.createMigration("default", name, "blue").then(
          () => undefined,
          (error: unknown) => error,
        );
      /** What is refused once the API server knows of it; what it lets through before is of no more use. */
      const refused = (what: string): Promise<Error> =>
        waitFor<Error>({ what, timeout: 30, interval: 0.2 }, async () => {
          const error = await ask(`lab-${what}`);
          await access.deleteMigration("default", `lab-${what}`);
          return error instanceof Error ? { met: error } : { seen: "taken" };
        });
      const registration = "admissionregistration.k8s.io/v1";
      const rule = {
        apiGroups: ["kubevirt.io"],
        apiVersions: ["v1"],
        resources: ["virtualmachineinstancemigrations"],
        operations: ["CREATE"],
      };
      const admission = server.config.makeApiClient(AdmissionregistrationV1Api);

      await api.createStrictly({
        apiVersion: registration,
        kind: "ValidatingWebhookConfiguration",
        metadata: { name: "nobody" },
        webhooks: [
          {
            name: "nobody.lab.test",
            clientConfig: { url: `https://127.0.0.1:${await closedPort()}/` },
            rules: [rule],
            sideEffects: "None",
            admissionReviewVersions: ["v1"],
          },
        ],
      });
      const unanswered = await refused("webhook");
      assert.match(unanswered.message, /^HTTP 500: .*failed calling webhook/);
      assert.equal(isPassing(unanswered), true);
      await admission.deleteValidatingWebhookConfiguration({ name: "nobody" });
      await waitFor({ what: "no webhook", timeout: 30, interval: 0.2 }, async () => {
        const error = await ask("lab-free");
        return error === undefined ? { met: true } : { seen: "refused" };
      });
      await access.deleteMigration("default", "lab-free");

      await api.createStrictly({
        apiVersion: registration,
        kind: "ValidatingAdmissionPolicy",
        metadata: { name: "never" },
        spec: {
          matchConstraints: { resourceRules: [rule] },
          validations: [{ expression: "false", message: "not live migratable" }],
        },
      });
      await api.createStrictly({
        apiVersion: registration,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: { name: "never" },
        spec: { policyName: "never", validationActions: ["Deny"] },
      });
      const denied = await refused("policy");
      assert.match(denied.message, /^HTTP 422: .*not live migratable/);
      assert.equal(isPassing(denied), false);
    });

    it("that is not there is the API's error", () =>
      assert.rejects(clusterAccess(server.config).virtualMachineInstance("default", "gone"), /"gone" not found/));
  });
});
