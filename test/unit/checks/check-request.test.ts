import assert from "node:assert/strict";
import { readCheckRequest } from "../../../components/checks/check-request.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";
import { check, request } from "./support.ts";

const read = (value: unknown) => readCheckRequest({ CHECK_REQUEST: JSON.stringify(value) });

const asking = (changes: object) => ({ ...request, checks: [{ ...check, ...changes }] });

describe("a check's request", () => {
  for (const [what, value] of Object.entries({
    "for the current context": request,
    "for a context by name": { ...request, context: "prod" },
    "that is not to be run": { ...request, notRunBecause: "no packets here" },
    "for a check that holds for a while": { ...request, checks: [{ ...check, until: "policy" }] },
    "for several checks": { ...request, checks: [check, { ...check, id: "T2" }] },
    "for a check with its twin": { ...request, twin: check },
  }))
    it(`${what} is read as it was written`, () => assert.deepEqual(read(value), value));

  for (const [what, value] of Object.entries({
    "without a check": { ...request, checks: [] },
    "without a word on whether it can be run": { ...request, notRunBecause: undefined },
    "without a context, even null": { ...request, context: undefined },
    "with a port that is text": asking({ how: { ...check.how, port: "9000" } }),
    "without a word on its twin": { ...request, twin: undefined },
    "without the container of its pod": asking({ from: { ...check.from, container: undefined } }),
    "from an unknown kind of source": asking({ from: { ...check.from, kind: "node" } }),
    "to an unknown kind of target": asking({ to: { ...check.to, kind: "ingress" } }),
    "to a service without its name": asking({ to: { ...check.to, kind: "service" } }),
    "to a worker before the first": asking({ to: { kind: "node-port", namespace: "blue", service: "web", worker: 0 } }),
    "for the policies of no namespace": asking({ to: { kind: "policies", namespaces: [] } }),
    "blocked without a twin's name": asking({ expect: { kind: "blocked", bodies: [] } }),
    "by an unknown kind of probe": asking({ how: { ...check.how, kind: "udp" } }),
    "with an unknown expectation": asking({ expect: { kind: "unreachable" } }),
    "of an unknown experiment": asking({ experiment: "cold-migration" }),
    "of an unknown family of addresses": asking({ family: "dual" }),
    "that is empty": null,
  }))
    it(`${what} is refused`, () => assert.throws(() => read(value), { name: "ZodError" }));

  it("that is missing or no JSON is refused", () => {
    assert.throws(() => readCheckRequest({}), { name: "ZodError" });
    assert.throws(() => readCheckRequest({ CHECK_REQUEST: "{" }), SyntaxError);
  });

  for (const name of scenarioNames)
    it(`for each check of the scenario ${name} is read as it was written`, async () => {
      const { checks } = await loadScenario(name);
      assert.notEqual(checks.length, 0);
      for (const one of checks) {
        const asked = { ...request, checks: [one], twin: one };
        assert.deepEqual(read(asked), asked);
      }
    });
});
