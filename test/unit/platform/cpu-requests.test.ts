import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { podSpecOf } from "../../../components/artifacts/index.ts";
import { requestNoCpu, withoutCpuRequests } from "../../../components/platform/cpu-requests.ts";
import { platformParts } from "../../../components/settings/platform-parts.ts";
import { platformPlan } from "../../support/platform-plan.ts";
import { upstream } from "../support.ts";

const daemonSet = (containers: unknown[], initContainers?: unknown[]) => ({
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { name: "any" },
  spec: { template: { spec: { containers, ...(initContainers ? { initContainers } : {}) } } },
});
const asking = (requests?: object, limits?: object) => ({
  name: "any",
  resources: { ...(requests ? { requests } : {}), ...(limits ? { limits } : {}) },
});

describe("CPU requests", () => {
  it("become none, and those of memory stay", () =>
    assert.deepEqual(
      withoutCpuRequests(daemonSet([asking({ cpu: "100m", memory: "300Mi" })], [asking({ cpu: 1 })])),
      daemonSet([asking({ cpu: "0", memory: "300Mi" })], [asking({ cpu: "0" })]),
    ));

  it("become none where a limit would stand for them, and the limit stays", () =>
    assert.deepEqual(
      withoutCpuRequests(daemonSet([asking(undefined, { cpu: "2" })])),
      daemonSet([asking({ cpu: "0" }, { cpu: "2" })]),
    ));

  it("are not added where there are none", () => {
    for (const container of [asking(), asking({ memory: "1Gi" }), { name: "any" }])
      assert.deepEqual(withoutCpuRequests(daemonSet([container])), daemonSet([container]));
    const service = { apiVersion: "v1", kind: "Service", metadata: { name: "any" }, spec: { cpu: "1" } };
    assert.deepEqual(withoutCpuRequests(service), service);
  });

  it("leave the manifest that was given as it was", () => {
    const given = daemonSet([asking({ cpu: "100m" })]);
    withoutCpuRequests(given);
    assert.deepEqual(given, daemonSet([asking({ cpu: "100m" })]));
  });

  it("become none in a chart's objects too", async () => {
    const made = await requestNoCpu({
      custom: true,
      type: "kubernetes:apps/v1:DaemonSet",
      name: "any",
      props: daemonSet([asking({ cpu: "100m" })]),
      opts: { parent: undefined },
    });
    assert.deepEqual(made?.props, daemonSet([asking({ cpu: "0" })]));
  });

  it("of every part follow lab:cpuRequests", async function () {
    if (!existsSync(upstream)) this.skip();
    this.timeout(60_000);
    const requests = async (cpuRequests: string) => {
      const { resources } = await platformPlan({ cluster: "kind", artifacts: upstream, cpuRequests }, platformParts);
      return resources
        .map(({ inputs }) => podSpecOf({ apiVersion: "", kind: "", ...inputs } as Parameters<typeof podSpecOf>[0]))
        .flatMap((spec) => (spec?.["containers"] ?? []) as { resources?: { requests?: { cpu?: string } } }[])
        .flatMap(({ resources }) => {
          const cpu = resources?.requests?.cpu;
          return cpu === undefined ? [] : [cpu];
        });
    };
    const [upstreams = [], none = []] = await Promise.all(["upstream", "none"].map(requests));
    assert.ok(upstreams.length >= 4 && !upstreams.includes("0"), String(upstreams));
    assert.deepEqual(
      none,
      upstreams.map(() => "0"),
    );
  });
});
