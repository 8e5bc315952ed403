import assert from "node:assert/strict";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { renderSteps } from "../../stacks/commands/steps.ts";
import { checksOf, chosenSteps } from "../../stacks/steps.ts";
import { check } from "./checks/support.ts";

const [one, two, three] = ["networks", "workloads", "policy"].map((name) => ({
  name,
  explanation: `It makes ${name}.`,
}));
assert.ok(one && two && three);
const scenario = { name: "lab", steps: [one, two, three] };
const checks = [
  { ...check, id: "A1", step: "workloads", until: "policy" },
  { ...check, id: "A2", step: "workloads" },
  { ...check, id: "A3", step: "policy" },
];

describe("the steps of a scenario", () => {
  const chosen: [step: string | undefined, steps: object[]][] = [
    [undefined, [one, two, three]],
    ["1", [one]],
    ["2", [one, two]],
    ["02", [one, two]],
    ["3", [one, two, three]],
    ["networks", [one]],
    ["workloads", [one, two]],
    ["policy", [one, two, three]],
  ];
  for (const [step, steps] of chosen)
    it(`up to ${step ?? "none in particular"} are ${steps.length}`, () =>
      assert.deepEqual(chosenSteps(scenario, step), steps));

  for (const step of ["0", "4", "99", "-1", "1.5", "x", "Policy", "workloads "])
    it(`up to ${JSON.stringify(step)} are refused, and listed`, () =>
      assert.throws(
        () => chosenSteps(scenario, step),
        (error: unknown) => {
          assert.ok(error instanceof SettingsError);
          assert.equal(
            error.message,
            `lab:step is ${JSON.stringify(step)}: scenario lab has no such step; it has 1 networks, 2 workloads, 3 policy`,
          );
          return true;
        },
      ));

  const held: [steps: (typeof one)[], ids: string[]][] = [
    [[], []],
    [[one], []],
    [[two], ["A1", "A2"]],
    [
      [one, two, three],
      ["A1", "A2", "A3"],
    ],
  ];
  for (const [steps, ids] of held)
    it(`${steps.map(({ name }) => name).join(", ") || "none"} have the checks ${ids.join(", ") || "of nobody"}`, () =>
      assert.deepEqual(
        checksOf(checks, steps).map(({ id }) => id),
        ids,
      ));
});

describe("a list of steps", () => {
  it("has their numbers, explanations and checks, and says how to build them", () =>
    assert.equal(
      renderSteps({ ...scenario, title: "A lab", talk: "A talk", checks }),
      `lab: A lab (A talk)

1  networks
   It makes networks.

2  workloads
   It makes workloads.
   checks: A1, A2

3  policy
   It makes policy.
   checks: A3

One step at a time: npm run walk -- lab; up to one: npm run up -- lab -c step=<number or name>`,
    ));
});
