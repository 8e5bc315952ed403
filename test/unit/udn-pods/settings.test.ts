import assert from "node:assert/strict";
import type { IpFamily } from "../../../components/settings/ip-family.ts";
import { type Plan, planOf, scenarioObjects } from "../planned.ts";
import { plannedChecks } from "./checks.ts";
import { objectsUpTo } from "./objects.ts";

/** The ranges of each network; those of IPv6 are private ones that read like the talk's. */
const ranges: Record<string, Record<IpFamily, object[]>> = {
  blue: {
    ipv4: [{ cidr: "103.103.0.0/16", hostSubnet: 24 }],
    ipv6: [{ cidr: "fd00:103:103::/48", hostSubnet: 64 }],
    dual: [
      { cidr: "103.103.0.0/16", hostSubnet: 24 },
      { cidr: "fd00:103:103::/48", hostSubnet: 64 },
    ],
  },
  green: {
    ipv4: [{ cidr: "203.203.0.0/16", hostSubnet: 24 }],
    ipv6: [{ cidr: "fd00:203:203::/48", hostSubnet: 64 }],
    dual: [
      { cidr: "203.203.0.0/16", hostSubnet: 24 },
      { cidr: "fd00:203:203::/48", hostSubnet: 64 },
    ],
  },
};
const enterprise: Record<IpFamily, string[]> = {
  ipv4: ["192.168.0.0/16"],
  ipv6: ["fd00:192:168::/64"],
  dual: ["192.168.0.0/16", "fd00:192:168::/64"],
};
const rangeOf: Record<string, string> = {
  "udn-pods-blue-network": "blue",
  "udn-pods-green-network": "green",
  // The same range as blue's.
  "udn-pods-overlapping-with-blue-network": "blue",
};

interface SpecOf {
  readonly kind?: string;
  readonly spec?: object;
}

/** The workshop's objects of a family: what differs are the ranges of networks and, with both families, services that ask for them. */
function objectsOf(family: IpFamily): Record<string, object> {
  return Object.fromEntries(
    Object.entries<SpecOf>(objectsUpTo("policy")).map(([name, object]) => {
      const range = rangeOf[name];
      if (range !== undefined)
        return [
          name,
          { ...object, spec: { topology: "Layer3", layer3: { role: "Primary", subnets: ranges[range]?.[family] } } },
        ];
      if (object.kind === "ClusterUserDefinedNetwork") {
        const layer2 = { role: "Primary", ipam: { lifecycle: "Persistent" }, subnets: enterprise[family] };
        return [name, { ...object, spec: { ...object.spec, network: { topology: "Layer2", layer2 } } }];
      }
      if (object.kind === "Service" && family === "dual")
        return [name, { ...object, spec: { ...object.spec, ipFamilyPolicy: "PreferDualStack" } }];
      return [name, object];
    }),
  );
}

const internet = { kind: "host", host: "2001:4860:4860::8888" };
/** Questions to the API, which has no family, and the name of a Service that has one family only. */
const ofNoFamily = ["P05", "P20"];
const ofOneFamily = ["P13", "P13b", "P14", "P14b", "P15", "P16"];
const toInternet = ["P17", "P18", "P19"];

describe("the scenario udn-pods with settings", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async () => {
    const settings: Record<string, Record<string, string>> = {
      ipv4: {},
      ipv6: { ipFamily: "ipv6" },
      dual: { ipFamily: "dual" },
      prefixed: { namePrefix: "a-" },
      talk: { versions: "talk" },
    };
    const made = Object.entries(settings).map(async ([name, given]) =>
      plans.set(name, await planOf(given, "udn-pods")),
    );
    await Promise.all(made);
  });
  const planOfName = (name: string): Plan => plans.get(name) ?? assert.fail(`no plan ${name}`);

  for (const family of ["ipv4", "ipv6", "dual"] as const)
    it(`has in ${family} every object of the workshop, with networks of that family`, () =>
      assert.deepEqual(scenarioObjects(planOfName(family)), objectsOf(family)));

  it("has in ipv6 the workshop's checks, to the internet by its own address", () =>
    assert.deepEqual(
      planOfName("ipv6").checks,
      plannedChecks.map((check) => ({ ...check, ...(toInternet.includes(check.id) ? { to: internet } : {}) })),
    ));

  it("has in dual each check of addresses twice, and twins of one family", () => {
    const expected = plannedChecks.flatMap((check) => {
      if ([...ofNoFamily, ...ofOneFamily].includes(check.id)) return [check];
      const { expect } = check;
      const second = {
        ...check,
        id: `${check.id}-ipv6`,
        ...(toInternet.includes(check.id) ? { to: internet } : {}),
        expect: expect.kind === "blocked" ? { ...expect, twin: `${expect.twin}-ipv6` } : expect,
      };
      return [check, second];
    });
    assert.equal(expected.length, 29 + 21);
    assert.deepEqual(planOfName("dual").checks, expected);
  });

  it("asks each check's process for addresses of the family", () => {
    const familyOf = (name: string) =>
      Object.fromEntries(
        planOfName(name)
          .resources.filter((one) => one.name.startsWith("checks-P"))
          .map((one) => {
            const { CHECK_REQUEST: request = "" } = one.inputs["environment"] as Record<string, string>;
            const { checks, twin } = JSON.parse(request) as {
              checks: { family?: string }[];
              twin: { family?: string } | null;
            };
            if (twin) assert.equal(twin.family, checks[0]?.family);
            return [one.name.slice("checks-".length), checks[0]?.family];
          }),
      );
    const expected = (of: (id: string) => object) =>
      Object.assign({}, ...plannedChecks.map(({ id }) => of(id))) as object;
    assert.deepEqual(
      familyOf("ipv4"),
      expected((id) => ({ [id]: undefined })),
    );
    assert.deepEqual(
      familyOf("ipv6"),
      expected((id) => ({ [id]: ofNoFamily.includes(id) ? undefined : "ipv6" })),
    );
    assert.deepEqual(
      familyOf("dual"),
      expected((id) => {
        if (ofNoFamily.includes(id)) return { [id]: undefined };
        return ofOneFamily.includes(id) ? { [id]: "ipv4" } : { [id]: "ipv4", [`${id}-ipv6`]: "ipv6" };
      }),
    );
  });

  it("has with a prefix other names of namespaces and of what is in none of its own, and the same labels", () => {
    const namespaces = "(blue|green|red|yellow|overlapping-with-blue)";
    const prefixed = JSON.stringify(objectsUpTo("policy"))
      .replaceAll(new RegExp(`"namespace":"${namespaces}"`, "g"), '"namespace":"a-$1"')
      .replaceAll(
        new RegExp(`"kind":"Namespace","metadata":\\{"name":"${namespaces}"`, "g"),
        '"kind":"Namespace","metadata":{"name":"a-$1"',
      )
      .replace('"values":["red","yellow"]', '"values":["a-red","a-yellow"]')
      .replace('{"name":"colored-enterprise"', '{"name":"a-colored-enterprise"')
      .replace('{"name":"app-default"', '{"name":"a-app-default"');
    assert.deepEqual(scenarioObjects(planOfName("prefixed")), JSON.parse(prefixed));
  });

  it("has with a prefix the same checks in those namespaces", () => {
    const prefixed = JSON.stringify(plannedChecks)
      .replaceAll(/"namespace":"(?!default")(\w)/g, '"namespace":"a-$1')
      .replaceAll(
        /"namespaces":\[([^\]]*)\]/g,
        (_, list: string) => `"namespaces":[${list.replaceAll(/"(\w)/g, '"a-$1')}]`,
      );
    assert.deepEqual(planOfName("prefixed").checks, JSON.parse(prefixed));
  });

  it("takes the image of the talk with the talk's versions", () => {
    const images = JSON.stringify(scenarioObjects(planOfName("talk"))).match(/"image":"[^"]*"/g) ?? [];
    assert.deepEqual([...new Set(images)], ['"image":"k8s.gcr.io/e2e-test-images/agnhost:2.45"']);
  });
});
