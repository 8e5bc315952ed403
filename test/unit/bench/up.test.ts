import assert from "node:assert/strict";
import { chosenFigures, judge } from "../../../stacks/bench/figure.ts";
import { measured, upFigures } from "../../../stacks/bench/up/figures.ts";
import { scenarioNames } from "../../../stacks/registry.ts";

describe("the figures of up", () => {
  const all = chosenFigures(upFigures, []);

  it("are the critical path of every scenario, and the talk's commands of two", () =>
    assert.deepEqual(
      all.map(({ figure, atMost }) => [figure, atMost]).toSorted(),
      [
        ...scenarioNames.map((scenario) => [`${scenario}: up / critical path`, 1.1]),
        ["overlay: up / the talk's commands", 0.75],
        ["udn-vms: up / the talk's commands", 0.6],
      ].toSorted(),
    ));

  it("have the critical path alone where the talk's commands were not measured", () =>
    assert.deepEqual(measured("localnet", { up: 60, wall: 55, criticalPath: 50, factor: 1 }), [
      {
        figure: "localnet: up / critical path",
        value: 1.1,
        detail: "wall 55.0 s, critical path 50.0 s; factor 1",
      },
    ]));

  it("are ratios of what both sides took, with the times and the factor", () => {
    const found = measured("udn-vms", { up: 60, wall: 55, criticalPath: 50, talk: 100, factor: 0.25 });
    const figures = chosenFigures(upFigures, ["udn-vms"]).map((one) =>
      judge(
        one,
        found.find(({ figure }) => figure === one.figure),
      ),
    );
    assert.deepEqual(
      figures.map(({ figure, value, met, command, detail }) => [figure, value, met, command, detail]),
      [
        [
          "udn-vms: up / critical path",
          1.1,
          true,
          "npm run bench -- up udn-vms",
          "wall 55.0 s, critical path 50.0 s; up 60.0 s, talk 100.0 s (0.60); factor 0.25",
        ],
        [
          "udn-vms: up / the talk's commands",
          0.6,
          true,
          "npm run bench -- up udn-vms",
          "up 60.0 s, talk 100.0 s (0.60); factor 0.25",
        ],
      ],
    );
  });
});
