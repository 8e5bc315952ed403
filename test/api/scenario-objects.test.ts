import assert from "node:assert/strict";
import type { KubernetesManifest } from "../../components/artifacts/index.ts";
import { isDefinition } from "../../components/platform/network-definitions.ts";
import { ovnKubernetes } from "../../components/versions.ts";
import { scenarioNames } from "../../stacks/registry.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { chartDefinitions } from "../support/charts.ts";
import { type PlannedObject, planOf, type Stage, stagesOf } from "../support/plan.ts";
import { withUnknownField, withWrongType } from "../support/spoil.ts";
import { refusal, StrictApi, waitForEstablished } from "../support/strict-api.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Kinds that a scenario cannot be without; a scenario that is not here is refused. */
const ownKinds: Readonly<Record<string, readonly string[]>> = {
  localnet: [
    "NodeNetworkConfigurationPolicy",
    "NetworkAttachmentDefinition",
    "Pod",
    "VirtualMachine",
    "MultiNetworkPolicy",
  ],
  overlay: ["NetworkAttachmentDefinition", "Pod"],
  "udn-pods": ["UserDefinedNetwork", "ClusterUserDefinedNetwork", "StatefulSet", "Service", "NetworkPolicy"],
};

// Every scenario that there is, so that new ones come in by themselves.
for (const scenario of scenarioNames)
  for (const version of Object.keys(ovnKubernetes))
    describe(`the objects of scenario ${scenario} with OVN-Kubernetes ${version}`, function () {
      this.timeout(120_000);
      let server: ApiServer | undefined;
      let api: StrictApi;
      let stages: readonly Stage[];
      let objects: readonly PlannedObject[];

      before(async function () {
        const upstream: Upstream = await upstreamOrSkip(this);
        const [started, plan] = await Promise.all([
          startApiServer(),
          planOf(scenario, upstream, { cluster: "kind", ovnKubernetes: version }),
        ]);
        server = started;
        api = StrictApi.of(started.config);
        stages = stagesOf(plan, upstream);
        objects = stages.flatMap((stage) => stage.objects);
      });
      after(() => server?.stop());

      it("are all in the plan: the platform's and its own", () => {
        const kinds = new Set(objects.map(({ manifest }) => manifest.kind));
        for (const kind of ["CustomResourceDefinition", "DaemonSet", "Namespace", ...(ownKinds[scenario] ?? ["?"])])
          assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds].join(", ")}`);
        assert.equal(stages.flatMap(({ charts }) => charts).length, 1);
      });

      it("wait for their namespace and their definition where the program makes them", () => {
        const missing = objects.flatMap((object) =>
          objects
            .filter(({ manifest, urn }) => isNeededBy(object.manifest, manifest) && !object.after.has(urn))
            .map((needed) => `${object.name} for ${needed.name}`),
        );
        assert.deepEqual(missing, []);
      });

      it("are accepted in the order of their dependencies", async () => {
        assert.ok(server);
        for (const { charts, objects: made } of stages) {
          const manifests = [...charts.flatMap(chartDefinitions), ...made.map(({ manifest }) => manifest)];
          // Backwards, for nothing says which of one stage is first.
          for (const manifest of manifests.toReversed()) await accepted(manifest);
          await waitForEstablished(server.config, manifests.filter(isDefinition).map(nameOf));
        }
      });

      async function accepted(manifest: KubernetesManifest): Promise<void> {
        await api.createStrictly(manifest).catch((error: unknown) => {
          throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`);
        });
      }

      it("would be refused with a field that there is not", () => allRefused(withUnknownField));

      it("would be refused with a value of a wrong type", () => allRefused(withWrongType));

      async function allRefused(spoil: typeof withUnknownField): Promise<void> {
        const accepted: string[] = [];
        for (const { name, manifest } of objects) {
          const spoilt = spoil(manifest);
          const reason = await refusal(api, spoilt.manifest);
          if (reason === undefined) accepted.push(`${name}: ${spoilt.path}`);
        }
        assert.deepEqual(accepted, []);
      }
    });

function isNeededBy({ apiVersion, kind, metadata }: KubernetesManifest, other: KubernetesManifest): boolean {
  if (other.kind === "Namespace") return metadata.namespace === other.metadata.name;
  if (!isDefinition(other)) return false;
  const { group, names } = other["spec"] as { group: string; names: { kind: string } };
  return apiVersion.startsWith(`${group}/`) && kind === names.kind;
}

function nameOf(manifest: KubernetesManifest): string {
  return manifest.metadata.name;
}
