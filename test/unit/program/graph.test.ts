import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { project, runNode, upstream } from "../support.ts";
import type { Registered } from "./print-graph.ts";

/** Evaluates the program; keys of `settings` are without `lab:`. */
async function graphOf(settings: Record<string, string>): Promise<readonly Registered[]> {
  const given = { scenario: "overlay", ...(existsSync(upstream) ? { artifacts: upstream } : {}), ...settings };
  const config = Object.fromEntries(Object.entries(given).map(([name, value]) => [`lab:${name}`, value]));
  const script = `${import.meta.dirname.slice(project.length + 1)}/print-graph.ts`;
  const { status, stdout, stderr } = await runNode(["--import", "tsx", script, "unit", JSON.stringify(config)]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Registered[];
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
const isObject = ({ type }: Registered): boolean => type.startsWith("kubernetes:");

/** The one that a resource goes with when it is deleted: said of itself or, which the engine takes over, of a parent. */
function goesWith(graph: readonly Registered[], resource: Registered): string {
  if (resource.deletedWith !== "") return nameOf(resource.deletedWith);
  const parent = graph.find(({ urn }) => urn === resource.parent);
  return parent ? goesWith(graph, parent) : "";
}

const existing = { cluster: "existing", kubeconfig: "/no/such/kubeconfig", context: "prod" };
const clusters: Record<string, [settings: Record<string, string>, lifecycle: string]> = {
  kind: [{ cluster: "kind" }, "cluster-kind"],
  simulated: [{ cluster: "simulated" }, "cluster-simulated"],
  existing: [existing, ""],
};

describe("the program's resources", function () {
  this.timeout(120_000);
  const graphs = new Map<string, readonly Registered[]>();
  before(async () => {
    for (const [kind, [settings]] of Object.entries(clusters)) graphs.set(kind, await graphOf(settings));
  });

  for (const [kind, [, lifecycle]] of Object.entries(clusters))
    describe(`on a cluster of kind ${kind}`, () => {
      let graph: readonly Registered[] = [];
      before(() => (graph = graphs.get(kind) ?? []));

      it("use the cluster's provider for every object in it, and for nothing else", () => {
        const objects = graph.filter(isObject);
        assert.ok(objects.length >= 8);
        assert.deepEqual(
          new Set(objects.map(({ provider }) => nameOf(provider.replace(/::[^:]*$/, "")))),
          new Set(["cluster-api"]),
        );
        assert.deepEqual(
          graph.filter((resource) => resource.provider !== "" && !isObject(resource)),
          [],
        );
      });

      it(
        lifecycle ? `take every object in it away with ${lifecycle}` : "delete every object in it, for it stays",
        () => {
          const objects = graph.filter(isObject);
          assert.deepEqual(
            objects.map((object) => [object.name, goesWith(graph, object)]),
            objects.map(({ name }) => [name, lifecycle]),
          );
        },
      );

      it("have names that start with their parent's", () => {
        const children = graph.filter(({ parent }) => parent !== "");
        assert.ok(children.length > 10);
        assert.deepEqual(
          children.filter(({ name, parent }) => name !== nameOf(parent) && !name.startsWith(`${nameOf(parent)}-`)),
          [],
        );
      });

      it("are components at the top, and nothing else", () =>
        assert.deepEqual(
          graph
            .filter(({ parent }) => parent === "")
            .map(({ name, custom }) => [name, custom])
            .toSorted(),
          [
            "checks",
            "cluster",
            "multus",
            ...(kind === "kind" ? ["name-forwarding"] : []),
            "network-definitions",
            ...(kind === "kind" ? ["node-images"] : []),
            "overlay",
            "ovn-kubernetes",
            kind === "simulated" ? "simulation" : "workload-network",
          ].map((name) => [name, false]),
        ));

      it("have a type and name of their own each", () =>
        assert.equal(new Set(graph.map(({ urn }) => urn)).size, graph.length));
    });

  it("replace a made cluster by removing it first, and keep its kubeconfig secret", () => {
    for (const kind of ["kind", "simulated"]) {
      const command = graphs.get(kind)?.find(({ name }) => name === `cluster-${kind}`);
      assert.deepEqual(
        [command?.type, command?.deleteBeforeReplace, command?.secretOutputs, command?.createTimeout],
        ["command:local:Command", true, ["stdout"], "30m"],
      );
    }
    assert.deepEqual(
      graphs.get("existing")?.filter(({ name }) => /^cluster-(?!api)/.test(name)),
      [],
    );
  });

  it("transform the chart's objects, to keep its webhook's certificate, to limit its waits and to tell when its nodes begin", () => {
    const chart = graphs.get("kind")?.filter(({ transforms }) => transforms > 0);
    assert.deepEqual(
      chart?.map(({ type, transforms }) => [type, transforms]),
      [["kubernetes:helm.sh/v4:Chart", 3]],
    );
  });

  const timeouts: Record<string, [timed: RegExp, expected: Record<string, string>]> = {
    overlay: [/:Pod$/, { "overlay-podclient": "120s", "overlay-blue-server": "120s", "overlay-yellow-server": "120s" }],
    "udn-pods": [
      /:(StatefulSet|UserDefinedNetwork|ClusterUserDefinedNetwork)$/,
      {
        "udn-pods-blue-network": "120s",
        "udn-pods-green-network": "120s",
        "udn-pods-colored-enterprise": "120s",
        "udn-pods-app-blue": "120s",
        "udn-pods-app-green": "120s",
        "udn-pods-app-red": "120s",
        "udn-pods-app-yellow": "120s",
        "udn-pods-app-default": "120s",
        "udn-pods-overlapping-with-blue-network": "120s",
        "udn-pods-app-overlapping-blue": "120s",
      },
    ],
  };
  for (const [scenario, [timed, expected]] of Object.entries(timeouts))
    it(`give what ${scenario} waits for lab:readinessTimeout, and DNS a minute more, so that its own message comes first`, async () => {
      const graph = await graphOf({ scenario, readinessTimeout: "120" });
      const limited = graph.filter(({ type, name }) => timed.test(type) || name === "workload-network-ready");
      assert.deepEqual(Object.fromEntries(limited.map(({ name, createTimeout }) => [name, createTimeout])), {
        ...expected,
        "workload-network-ready": "180s",
      });
      const multus = graph.filter(({ parent }) => nameOf(parent) === "multus");
      assert.deepEqual(
        new Set(multus.map(({ createTimeout }) => createTimeout)),
        new Set(existsSync(upstream) ? ["120s"] : []),
      );
    });
});
