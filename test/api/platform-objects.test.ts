import assert from "node:assert/strict";
import type { KubeConfig } from "@kubernetes/client-node";
import { platformParts } from "../../components/settings/platform-parts.ts";
import { versionSets } from "../../components/versions.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { createInOrder, missingDependencies, notRefused } from "../support/objects.ts";
import { type PlannedObject, type Stage, stagesOf } from "../support/plan.ts";
import { platformPlan } from "../support/platform-plan.ts";
import { withUnknownField, withWrongType } from "../support/spoil.ts";
import { StrictApi } from "../support/strict-api.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

// Every part at once, with what stands for the operators. As kind has them, scenario-objects.test.ts looks at them.
for (const set of Object.keys(versionSets))
  describe(`the objects of all parts on a simulated cluster, versions ${set}`, function () {
    this.timeout(120_000);
    let upstream: Upstream;
    let server: ApiServer | undefined;
    let stages: readonly Stage[];
    let objects: readonly PlannedObject[];
    const config = (): KubeConfig => (server as ApiServer).config;

    before(async function () {
      upstream = await upstreamOrSkip(this);
      const settings = {
        cluster: "simulated",
        versions: set,
        // Whether to emulate is found out only when the cluster is there.
        emulation: "on",
        ...(upstream.folder === undefined ? {} : { artifacts: upstream.folder }),
      };
      const [started, plan] = await Promise.all([startApiServer(), platformPlan(settings, platformParts)]);
      server = started;
      // What KWOK reads is no object of the labs, and its definition comes with the simulated cluster.
      const resources = plan.resources.filter(({ type }) => !type.startsWith("kubernetes:kwok.x-k8s.io/"));
      stages = stagesOf(resources, upstream);
      objects = stages.flatMap((stage) => stage.objects);
    });
    after(() => server?.stop());

    it("wait for their namespace and their definition", () => assert.deepEqual(missingDependencies(objects), []));

    it("are accepted in the order of their dependencies", async () => {
      assert.ok(server);
      await createInOrder(server, stages, () => []);
    });

    it("would be refused with a field that there is not", async () =>
      assert.deepEqual(await notRefused(StrictApi.of(config()), objects, withUnknownField), []));

    it("would be refused with a value of a wrong type", async () =>
      assert.deepEqual(await notRefused(StrictApi.of(config()), objects, withWrongType), []));
  });
