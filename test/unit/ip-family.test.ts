import assert from "node:assert/strict";
import type { Check } from "../../components/checks/check.ts";
import { addressFamilies, byFamily, type IpFamily } from "../../components/settings/ip-family.ts";
import { checksOfFamilies } from "../../stacks/check-families.ts";
import { requireIpFamily } from "../../stacks/ip-family.ts";
import { check } from "./checks/support.ts";

describe("a family of addresses", () => {
  const table: Record<IpFamily, string[]> = { ipv4: ["four"], ipv6: ["six"], dual: ["four", "six"] };
  for (const [family, values] of Object.entries(table))
    it(`${family} has its own values, IPv4 first`, () =>
      assert.deepEqual(byFamily(family as IpFamily, { ipv6: "six", ipv4: "four" }), values));

  it("of both is two families", () => assert.deepEqual(addressFamilies("dual"), ["ipv4", "ipv6"]));

  it("that a scenario cannot be built with is refused with those it can", () => {
    const scenario = { name: "lab", ipFamilies: ["ipv4", "dual"] as const };
    requireIpFamily(scenario, { ipFamily: "dual", stack: "friday" });
    assert.throws(() => requireIpFamily(scenario, { ipFamily: "ipv6", stack: "friday" }), {
      name: "SettingsError",
      message:
        'lab:ipFamily is "ipv6": scenario lab can be built with ipv4, dual\n' +
        "Change it with: pulumi config set lab:ipFamily ipv4 --stack friday",
    });
  });
});

describe("the checks of a scenario", () => {
  const reached = { ...check, id: "A1", title: "it answers" };
  const blocked: Check = {
    ...check,
    id: "A2",
    title: "it is blocked",
    expect: { kind: "blocked", bodies: ["x"], twin: "A1" },
  };
  const listed = { ...check, id: "A3", title: "there is none" };
  const named = { ...check, id: "A4", title: "the API server answers" };
  const scopes = { A1: "each", A2: "each", A3: "none", A4: "first" } as const;
  const of = (family: IpFamily) =>
    checksOfFamilies(
      family,
      (one) => [{ ...reached, to: { kind: "host", host: one } }, blocked, listed, named],
      ({ id }) => scopes[id as keyof typeof scopes],
    );
  const to = (host: string) => ({ to: { kind: "host", host } });

  it("of IPv4 are as they are written", () =>
    assert.deepEqual(of("ipv4"), [{ ...reached, ...to("ipv4") }, blocked, listed, named]));

  it("of IPv6 have the same ids and say so where addresses are used", () =>
    assert.deepEqual(of("ipv6"), [
      { ...reached, ...to("ipv6"), family: "ipv6" },
      { ...blocked, family: "ipv6" },
      listed,
      { ...named, family: "ipv6" },
    ]));

  it("of both are there twice where addresses are used, with twins of one family", () =>
    assert.deepEqual(of("dual"), [
      { ...reached, ...to("ipv4"), family: "ipv4" },
      { ...reached, ...to("ipv6"), family: "ipv6", id: "A1-ipv6", title: "it answers (IPv6)" },
      { ...blocked, family: "ipv4" },
      {
        ...blocked,
        family: "ipv6",
        id: "A2-ipv6",
        title: "it is blocked (IPv6)",
        expect: { kind: "blocked", bodies: ["x"], twin: "A1-ipv6" },
      },
      listed,
      { ...named, family: "ipv4" },
    ]));
});
