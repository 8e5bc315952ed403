import assert from "node:assert/strict";
import { readCheckRequest } from "../../../components/checks/check-request.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";
import { check, request } from "./support.ts";

const read = (value: unknown) => readCheckRequest({ CHECK_REQUEST: JSON.stringify(value) });

describe("a check's request", () => {
  for (const [what, value] of Object.entries({
    "for the current context": request,
    "for a context by name": { ...request, context: "prod" },
    "that is not to be run": { ...request, notRunBecause: "no packets here" },
    "for a check that holds for a while": { ...request, check: { ...check, until: "policy" } },
    "for a check with its twin": { ...request, twin: check },
  }))
    it(`${what} is read as it was written`, () => assert.deepEqual(read(value), value));

  for (const [what, value] of Object.entries({
    "without a check": { ...request, check: undefined },
    "without a word on whether it can be run": { ...request, notRunBecause: undefined },
    "without a context, even null": { ...request, context: undefined },
    "with a port that is text": { ...request, check: { ...check, how: { ...check.how, port: "9000" } } },
    "without a word on its twin": { ...request, twin: undefined },
    "without the container of its pod": {
      ...request,
      check: { ...check, from: { ...check.from, container: undefined } },
    },
    "from an unknown kind of source": { ...request, check: { ...check, from: { ...check.from, kind: "node" } } },
    "to an unknown kind of target": { ...request, check: { ...check, to: { ...check.to, kind: "ingress" } } },
    "to a service without its name": { ...request, check: { ...check, to: { ...check.to, kind: "service" } } },
    "to a worker before the first": {
      ...request,
      check: { ...check, to: { kind: "node-port", namespace: "blue", service: "web", worker: 0 } },
    },
    "for the policies of no namespace": { ...request, check: { ...check, to: { kind: "policies", namespaces: [] } } },
    "blocked without a twin's name": { ...request, check: { ...check, expect: { kind: "blocked", bodies: [] } } },
    "by an unknown kind of probe": { ...request, check: { ...check, how: { ...check.how, kind: "tcp" } } },
    "with an unknown expectation": { ...request, check: { ...check, expect: { kind: "unreachable" } } },
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
        const asked = { ...request, check: one, twin: one };
        assert.deepEqual(read(asked), asked);
      }
    });
});
