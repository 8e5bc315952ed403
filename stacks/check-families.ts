import type { Check } from "../components/checks/check.ts";
import { type AddressFamily, addressFamilies, type IpFamily } from "../components/settings/ip-family.ts";

/** Whether a check is about no addresses, about those of a cluster's first family, or about those of each. */
export type FamilyScope = "none" | "first" | "each";

/**
 * The checks of a scenario for its families of addresses. With IPv4 alone they are as they are written, with IPv6 alone each
 * says so. With both, each check of addresses is followed by one of the same id with `-ipv6`, and twins are of one family.
 * @param checksOf the checks with the addresses of one family, in the same order for both
 */
export function checksOfFamilies(
  ipFamily: IpFamily,
  checksOf: (family: AddressFamily) => readonly Check[],
  scopeOf: (check: Check) => FamilyScope,
): Check[] {
  const [first = "ipv4", second] = addressFamilies(ipFamily);
  const marked = (check: Check): Check =>
    ipFamily === "ipv4" || scopeOf(check) === "none" ? check : { ...check, family: first };
  const others = second === undefined ? [] : checksOf(second);
  return checksOf(first).flatMap((check, i) => {
    const other = others[i];
    const twice = second !== undefined && other !== undefined && scopeOf(check) === "each";
    return twice ? [marked(check), secondOf(other, second)] : [marked(check)];
  });
}

function secondOf(check: Check, family: AddressFamily): Check {
  const { expect } = check;
  return {
    ...check,
    id: ofFamily(check.id, family),
    title: `${check.title} (IPv6)`,
    family,
    expect: expect.kind === "blocked" ? { ...expect, twin: ofFamily(expect.twin, family) } : expect,
  };
}

function ofFamily(id: string, family: AddressFamily): string {
  return `${id}-${family}`;
}
