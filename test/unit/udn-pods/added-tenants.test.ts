import assert from "node:assert/strict";
import { defaultScenarioSettings } from "../../../components/settings/default-settings.ts";
import { loadScenario } from "../../../stacks/registry.ts";
import { checkRequest, type Plan, planOf, resource, scenarioObjects, stack, waitsFor } from "../planned.ts";
import { upstream } from "../support.ts";
import { plannedChecks } from "./checks.ts";
import { objectsUpTo } from "./objects.ts";

const purpose = { purpose: "devconf-eu-2025-demo" };
const ranges = { blue: "103.103.0.0/16", green: "203.203.0.0/16" };

/** What a tenant consists of, by names in the program. */
function objectsOf(tenant: string, range: string): Record<string, object> {
  const labels = { network: tenant, ...purpose };
  const pod = {
    name: "agnhost-container",
    image: "registry.k8s.io/e2e-test-images/agnhost:2.45",
    imagePullPolicy: "IfNotPresent",
    args: ["netexec"],
  };
  return {
    [`udn-pods-${tenant}`]: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: tenant, labels: { name: tenant, "k8s.ovn.org/primary-user-defined-network": "", ...purpose } },
    },
    [`udn-pods-${tenant}-network`]: {
      apiVersion: "k8s.ovn.org/v1",
      kind: "UserDefinedNetwork",
      metadata: {
        name: `${tenant}-network`,
        namespace: tenant,
        labels: { name: tenant, ...purpose },
        annotations: { "pulumi.com/waitFor": "condition=NetworkCreated" },
      },
      spec: { topology: "Layer3", layer3: { role: "Primary", subnets: [{ cidr: range, hostSubnet: 24 }] } },
    },
    [`udn-pods-app-${tenant}`]: {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: `app-${tenant}`, namespace: tenant, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [pod] } },
      },
    },
  };
}

function checksOf(number: string, next: { name: string; twin: string }) {
  const tenant = `tenant-${number}`;
  const common = {
    step: "added-tenants",
    from: { kind: "pod", namespace: tenant, pod: `app-${tenant}-0`, container: "agnhost-container" },
    how: { kind: "http", port: 8080, path: "/hostname" },
    transitional: false,
  };
  const server = (name: string) => ({ kind: "pod-network", namespace: name, pod: `app-${name}-1`, role: "primary" });
  return [
    { ...common, id: `S${number}a`, to: server(tenant), expect: { kind: "reachable", bodies: [`app-${tenant}-1`] } },
    {
      ...common,
      id: `S${number}b`,
      to: server(next.name),
      expect: { kind: "blocked", bodies: [`app-${next.name}-1`], twin: next.twin },
    },
  ];
}

const three = {
  ...objectsOf("tenant-001", ranges.blue),
  ...objectsOf("tenant-002", ranges.green),
  ...objectsOf("tenant-003", ranges.blue),
};
const checks = [
  ...checksOf("001", { name: "tenant-002", twin: "S002a" }),
  ...checksOf("002", { name: "tenant-003", twin: "S003a" }),
  ...checksOf("003", { name: "blue", twin: "P01" }),
];

describe("the scenario udn-pods with tenants added", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async () => {
    const simulated = { cluster: "simulated", artifacts: upstream };
    const settings: Record<string, Record<string, string>> = {
      none: { scale: "0" },
      three: { scale: "3" },
      "three, simulated": { ...simulated, scale: "3" },
      "six, simulated": { ...simulated, scale: "6" },
      "three, prefixed, of both families": { scale: "3", namePrefix: "a-", ipFamily: "dual" },
      "three, up to the policy": { scale: "3", step: "policy" },
      "three, filtered": { scale: "3", checks: "^S002" },
    };
    const made = Object.entries(settings).map(async ([name, given]) =>
      plans.set(name, await planOf(given, "udn-pods")),
    );
    await Promise.all(made);
  });
  const planOfName = (name: string): Plan => plans.get(name) ?? assert.fail(`no plan ${name}`);

  it("has beside all of the workshop each one's namespace, network, client and server, in two ranges", () => {
    assert.deepEqual(scenarioObjects(planOfName("three")), { ...objectsUpTo("policy"), ...three });
    assert.deepEqual(scenarioObjects(planOfName("none")), objectsUpTo("policy"));
  });

  it("has for each one two checks, of which the second is proven by the next one's first", () => {
    assert.deepEqual(planOfName("three").checks, [...plannedChecks, ...checks]);
    const { twin } = checkRequest(planOfName("three"), "S001b") as { twin: { id: string } };
    assert.equal(twin.id, "S002a");
    const last = checkRequest(planOfName("three"), "S003b") as { twin: { id: string } };
    assert.equal(last.twin.id, "P01");
  });

  it("changes nothing of the workshop's objects and checks", () => {
    const with3 = new Map(planOfName("three").resources.map((one) => [one.urn, one]));
    for (const one of planOfName("none").resources) assert.deepEqual(with3.get(one.urn), one);
  });

  it("has them in a step of their own at the end", () => {
    const { resources, checks: planned } = planOfName("three, up to the policy");
    assert.deepEqual(planned, plannedChecks);
    assert.deepEqual(
      resources.filter(({ name }) => name.includes("tenant-") || name.startsWith("checks-S")),
      [],
    );
  });

  it("takes prefix and families for them as for the workshop", () => {
    const plan = planOfName("three, prefixed, of both families");
    assert.deepEqual(
      plan.checks.filter(({ id }) => id.startsWith("S002")).map(({ id, from, expect }) => ({ id, from, expect })),
      ["", "-ipv6"]
        .flatMap((family) =>
          ["a", "b"].map((which) => ({
            id: `S002${which}${family}`,
            from: { ...checks[2]?.from, namespace: "a-tenant-002" },
            expect:
              which === "a"
                ? { kind: "reachable", bodies: ["app-tenant-002-1"] }
                : { kind: "blocked", bodies: ["app-tenant-003-1"], twin: `S003a${family}` },
          })),
        )
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const { spec } = scenarioObjects(plan)["udn-pods-tenant-002-network"] as { spec: object };
    assert.deepEqual(spec, {
      topology: "Layer3",
      layer3: {
        role: "Primary",
        subnets: [
          { cidr: ranges.green, hostSubnet: 24 },
          { cidr: "fd00:203:203::/48", hostSubnet: 64 },
        ],
      },
    });
  });

  it("lets nothing of one wait for another: pods for their network, checks for the pods at their ends", () => {
    const plan = planOfName("three");
    assert.deepEqual(waitsFor(plan, "udn-pods-tenant-002"), []);
    assert.deepEqual(
      waitsFor(plan, "udn-pods-tenant-002-network").filter((name) => name.startsWith("udn-pods-")),
      ["udn-pods-tenant-002"],
    );
    assert.deepEqual(
      waitsFor(plan, "udn-pods-app-tenant-002").filter((name) => name.startsWith("udn-pods-")),
      ["udn-pods-tenant-002", "udn-pods-tenant-002-network"],
    );
    assert.deepEqual(waitsFor(plan, "checks-S001a"), ["udn-pods-app-tenant-001"]);
    assert.deepEqual(waitsFor(plan, "checks-S001b"), ["udn-pods-app-tenant-001", "udn-pods-app-tenant-002"]);
    assert.deepEqual(waitsFor(plan, "checks-S003b"), ["udn-pods-app-blue", "udn-pods-app-tenant-003"]);
  });

  it("registers as much for each one more, however many there are", () => {
    const sizeOf = (resources: Plan["resources"]): number => JSON.stringify(resources).length;
    const { resources: three } = planOfName("three, simulated");
    const { resources: six } = planOfName("six, simulated");
    const workshop = three.filter(({ name }) => !/tenant-|checks-S/.test(name));
    const [first, second] = [sizeOf(three) - sizeOf(workshop), sizeOf(six) - sizeOf(three)];
    assert.ok(Math.abs(second - first) < 0.1 * first, `${first} bytes for three, ${second} for three more`);
  });

  it("claims their namespaces, and says that they are alike and how many pods there are", async () => {
    const scenario = await loadScenario("udn-pods", { ...defaultScenarioSettings, scale: 2, namePrefix: "a-" });
    const namespaces = ["blue", "green", "red", "yellow", "overlapping-with-blue", "tenant-001", "tenant-002"];
    assert.deepEqual(
      scenario.claims.filter(({ kind }) => kind === "Namespace").map(({ name }) => name),
      namespaces.map((name) => `a-${name}`),
    );
    assert.deepEqual(scenario.alike?.namespaces, ["a-tenant-001", "a-tenant-002"]);
    const apps = Object.values(scenarioObjects(planOfName("three"))) as { kind?: string }[];
    const { pods } = await loadScenario("udn-pods", { ...defaultScenarioSettings, scale: 3 });
    assert.equal(pods, 2 * apps.filter(({ kind }) => kind === "StatefulSet").length);
  });

  it("performs the checks that a filter chooses, with the twins of others", () => {
    const plan = planOfName("three, filtered");
    assert.deepEqual(
      plan.resources.filter(({ name }) => /^checks-/.test(name)).map(({ name }) => name),
      ["checks-S002a", "checks-S002b"],
    );
    assert.equal(
      resource(plan, "checks-S002b").parent,
      `urn:pulumi:${stack}::lab::lab:index:ConnectivityChecks::checks`,
    );
  });
});
