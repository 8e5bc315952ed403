import assert from "node:assert/strict";
import type { KubeConfig } from "@kubernetes/client-node";
import { type Versions, versionSets } from "../../components/versions.ts";
import { scenarioNames } from "../../stacks/registry.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { knowsVirtualMachines, operatorDefinitions } from "../support/charts.ts";
import { createInOrder, missingDependencies, notRefused } from "../support/objects.ts";
import { type PlannedObject, planOf, type Stage, stagesOf } from "../support/plan.ts";
import { withUnknownField, withWrongType } from "../support/spoil.ts";
import { StrictApi } from "../support/strict-api.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Kinds that a scenario cannot be without; a scenario that is not here is refused. */
const ownKinds: Readonly<Record<string, readonly string[]>> = {
  overlay: ["NetworkAttachmentDefinition", "Pod"],
  "overlay-mixed": ["NetworkAttachmentDefinition", "Pod", "KubeVirt", "VirtualMachine"],
  localnet: [
    "NMState",
    "NodeNetworkConfigurationPolicy",
    "NetworkAttachmentDefinition",
    "Pod",
    "KubeVirt",
    "VirtualMachine",
    "MultiNetworkPolicy",
  ],
  "udn-pods": ["UserDefinedNetwork", "ClusterUserDefinedNetwork", "StatefulSet", "Service", "NetworkPolicy"],
  "udn-vms": ["ClusterUserDefinedNetwork", "KubeVirt", "Issuer", "VirtualMachine"],
};

// Every scenario that there is, so that new ones come in by themselves.
for (const scenario of scenarioNames)
  for (const [set, versions] of Object.entries<Versions>(versionSets))
    describe(`the objects of scenario ${scenario}, versions ${set}`, function () {
      this.timeout(120_000);
      let server: ApiServer | undefined;
      let upstream: Upstream;
      let stages: readonly Stage[];
      let objects: readonly PlannedObject[];

      before(async function () {
        upstream = await upstreamOrSkip(this);
        const [started, plan] = await Promise.all([
          startApiServer(),
          // Whether to emulate is found out only when the cluster is there.
          planOf(scenario, upstream, { cluster: "kind", versions: set, emulation: "on" }),
        ]);
        server = started;
        stages = stagesOf(plan, upstream);
        objects = stages.flatMap((stage) => stage.objects);
      });
      after(() => server?.stop());
      const config = (): KubeConfig => (server as ApiServer).config;

      it("are all in the plan: the platform's and its own", () => {
        const kinds = new Set(objects.map(({ manifest }) => manifest.kind));
        for (const kind of ["CustomResourceDefinition", "DaemonSet", "Namespace", ...(ownKinds[scenario] ?? ["?"])])
          assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds].join(", ")}`);
        assert.equal(stages.flatMap(({ charts }) => charts).length, 1);
      });

      it("wait for their namespace and their definition where the program makes them", () =>
        assert.deepEqual(missingDependencies(objects), []));

      it("are accepted in the order of their dependencies", async () => {
        assert.ok(server);
        await createInOrder(server, stages, (manifest) => operatorDefinitions(manifest, versions, upstream));
      });

      it("would be refused with a field that there is not", () => allRefused(withUnknownField));

      it("would be refused with a value of a wrong type", () => allRefused(withWrongType));

      async function allRefused(spoil: typeof withUnknownField): Promise<void> {
        const spoilable = knowsVirtualMachines(versions, upstream)
          ? objects
          : objects.filter(({ manifest }) => !manifest.kind.startsWith("VirtualMachine"));
        assert.deepEqual(await notRefused(StrictApi.of(config()), spoilable, spoil), []);
      }
    });
