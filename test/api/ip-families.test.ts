import assert from "node:assert/strict";
import type { KubernetesManifest } from "../../components/artifacts/index.ts";
import { versionSets } from "../../components/versions.ts";
import { loadScenario, scenarioNames } from "../../stacks/registry.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { operatorDefinitions } from "../support/charts.ts";
import { createInOrder } from "../support/objects.ts";
import { type PlannedObject, planOf, type Stage, stagesOf } from "../support/plan.ts";
import { refusal, StrictApi } from "../support/strict-api.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** What an API server of each family is started with. */
const servers = {
  ipv6: ["--service-cluster-ip-range=fd00:10:96::/112", "--advertise-address=2001:db8::1"],
  dual: ["--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112", "--advertise-address=192.0.2.1"],
} as const;
const familiesOf: Readonly<Record<string, string[]>> = { ipv6: ["IPv6"], dual: ["IPv4", "IPv6"] };

// Every scenario that can have them, so that new ones come in by themselves.
const scenarios = await Promise.all(scenarioNames.map((name) => loadScenario(name)));

for (const ipFamily of ["ipv6", "dual"] as const)
  for (const { name: scenario } of scenarios.filter(({ ipFamilies }) => ipFamilies.includes(ipFamily)))
    describe(`the objects of scenario ${scenario} with addresses of ${ipFamily}`, function () {
      this.timeout(120_000);
      let server: ApiServer | undefined;
      let api: StrictApi;
      let upstream: Upstream;
      let stages: readonly Stage[];

      before(async function () {
        upstream = await upstreamOrSkip(this);
        const [started, plan] = await Promise.all([
          startApiServer({ extraArguments: servers[ipFamily] }),
          planOf(scenario, upstream, { cluster: "kind", ipFamily, emulation: "on" }),
        ]);
        server = started;
        api = StrictApi.of(started.config);
        stages = stagesOf(plan, upstream);
      });
      after(() => server?.stop());

      const ofKind = (...kinds: string[]): PlannedObject[] =>
        stages.flatMap(({ objects }) => objects).filter(({ manifest }) => kinds.includes(manifest.kind));

      it("are accepted in the order of their dependencies", async () => {
        assert.ok(server);
        await createInOrder(server, stages, (manifest) => operatorDefinitions(manifest, versionSets.current, upstream));
      });

      it("are services with addresses of those families", async () => {
        for (const { manifest } of ofKind("Service").filter(({ name }) => name.startsWith(`${scenario}-`))) {
          const { spec } = (await api.read(manifest)) as { spec?: { ipFamilies?: string[] } };
          assert.deepEqual(spec?.ipFamilies, familiesOf[ipFamily], manifest.metadata.name);
        }
      });

      it("are networks that would be refused with a second range of a family", async () => {
        const networks = ofKind("UserDefinedNetwork", "ClusterUserDefinedNetwork");
        for (const { manifest } of networks)
          assert.notEqual(await refusal(api, withOneRangeTwice(manifest)), undefined, manifest.metadata.name);
      });
    });

/** The same network with another name, whose first range is there again. */
function withOneRangeTwice(manifest: KubernetesManifest): KubernetesManifest {
  const spoilt = structuredClone(manifest);
  spoilt.metadata.name = `${manifest.metadata.name}-twice`;
  type Layers = Partial<Record<"layer2" | "layer3", { subnets: unknown[] }>>;
  const spec = spoilt["spec"] as Layers & { network?: Layers };
  const { layer2, layer3 } = spec.network ?? spec;
  for (const layer of [layer2, layer3]) layer?.subnets.unshift(layer.subnets[0]);
  return spoilt;
}
