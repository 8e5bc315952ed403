import assert from "node:assert/strict";
import { CoreV1Api, DiscoveryV1Api } from "@kubernetes/client-node";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import { eachBuildsOnTheLast, Lab, simulatedSettings, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

type Family = "ipv6" | "dual";
const families = ["ipv6", "dual"] as const;
/** What Kubernetes calls the families of a Service's addresses. */
const ofServices: Readonly<Record<Family, string[]>> = { ipv6: ["IPv6"], dual: ["IPv4", "IPv6"] };

describe("two stacks of one scenario on one machine, on simulated clusters of other families", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let upstream: Upstream;
  const labs = new Map<Family, Lab>();
  const labOf = (family: Family): Lab => labs.get(family) ?? assert.fail(`no lab of ${family}`);

  before(async function () {
    upstream = await upstreamOrSkip(this);
    for (const family of families) labs.set(family, await Lab.make(family));
  });
  after(() => Lab.disposeAll());

  async function changes(lab: Lab): Promise<string[]> {
    const { steps } = await lab.preview();
    return steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`);
  }

  it("come up side by side", async () => {
    for (const [ipFamily, lab] of labs)
      await lab.init({
        ...simulatedSettings(upstream),
        scenario: "udn-pods",
        step: "services",
        workers: "1",
        ipFamily,
      });
    const ups = await Promise.all([...labs.values()].map((lab) => lab.pulumi(["up", "--yes", "--skip-preview"])));
    for (const up of ups) succeeded(up);
  });

  it("have files, API servers and clusters of their own", () => {
    const servers = [...labs.values()].map((lab) => lab.kubeConfig.getCurrentCluster()?.server);
    assert.equal(new Set(servers).size, 2);
    const names = [...labs.values()].map(({ record }) => record?.name);
    assert.deepEqual(
      names,
      [...labs.values()].map(({ stack }) => `ovn-${stack}`),
    );
  });

  for (const family of families)
    it(`of ${family} has pods and services with addresses of that family`, async () => {
      const config = labOf(family).kubeConfig;
      const core = config.makeApiClient(CoreV1Api);
      const service = await core.readNamespacedService({ namespace: "blue", name: "service-blue" });
      assert.deepEqual(service.spec?.ipFamilies, ofServices[family]);
      const pod = await core.readNamespacedPod({ namespace: "blue", name: "app-blue-0" });
      const addresses = pod.status?.podIPs?.map(({ ip }) => (ip.includes(":") ? "IPv6" : "IPv4"));
      assert.deepEqual(addresses, ofServices[family]);
      const { items } = await config.makeApiClient(DiscoveryV1Api).listNamespacedEndpointSlice({ namespace: "blue" });
      assert.deepEqual(items.map(({ addressType }) => addressType).toSorted(), ofServices[family]);
      for (const { endpoints } of items) assert.equal(endpoints.length, 2);
    });

  it("need no change after that", async () => {
    for (const lab of labs.values()) assert.deepEqual(await changes(lab), []);
  });

  it("are destroyed one without the other", async () => {
    const stays = labOf("dual");
    const { incarnation } = stays.record ?? {};
    succeeded(await labOf("ipv6").command("destroy", [], {}, "udn-pods"));
    assert.deepEqual(await labOf("ipv6").leftovers(), []);
    assert.ok("version" in (await probeApi(stays.access)));
    assert.equal(stays.record?.incarnation, incarnation);
    assert.deepEqual(await changes(stays), []);
    succeeded(await stays.pulumi(["refresh", "--yes", "--expect-no-changes"]));
  });

  it("are destroyed at the same time, and neither leaves anything", async () => {
    const again = labOf("ipv6");
    await again.init({ ...simulatedSettings(upstream), scenario: "overlay", step: "networks", workers: "1" });
    succeeded(await again.pulumi(["up", "--yes", "--skip-preview"]));
    const destroyed = await Promise.all([
      again.command("destroy"),
      labOf("dual").command("destroy", [], {}, "udn-pods"),
    ]);
    for (const one of destroyed) succeeded(one);
    for (const lab of labs.values()) assert.deepEqual(await lab.leftovers(), []);
  });
});
