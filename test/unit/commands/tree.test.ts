import assert from "node:assert/strict";
import type { PlannedResource } from "../../../stacks/commands/plan/evaluate.ts";
import { renderTree, stages } from "../../../stacks/commands/plan/tree.ts";

const resource = (
  urn: string,
  { parent = null, dependsOn = [], provider = null }: Partial<PlannedResource> = {},
): PlannedResource => ({ urn, type: `type-of-${urn}`, name: urn, parent, dependsOn, provider, inputs: {} });

describe("the stages of resources", () => {
  const table: Record<string, [resources: PlannedResource[], stages: [string, number][]]> = {
    "start at 1": [
      [resource("a"), resource("b")],
      [
        ["a", 1],
        ["b", 1],
      ],
    ],
    "come after all that a resource waits for": [
      [resource("a"), resource("b", { dependsOn: ["a"] }), resource("c", { dependsOn: ["a", "b"] })],
      [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ],
    ],
    "come after what is registered later": [
      [resource("a", { dependsOn: ["b"] }), resource("b")],
      [
        ["b", 1],
        ["a", 2],
      ],
    ],
    "come after the provider": [
      [resource("a", { provider: "p" }), resource("p", { dependsOn: ["cluster"] }), resource("cluster")],
      [
        ["cluster", 1],
        ["p", 2],
        ["a", 3],
      ],
    ],
    "are for children no earlier than for their parent": [
      [resource("a"), resource("part", { dependsOn: ["a"] }), resource("child", { parent: "part" })],
      [
        ["a", 1],
        ["part", 2],
        ["child", 2],
      ],
    ],
    "do not wait for what is not in the plan": [[resource("a", { dependsOn: ["elsewhere"] })], [["a", 1]]],
  };
  for (const [claim, [resources, expected]] of Object.entries(table))
    it(claim, () => assert.deepEqual([...stages(resources)], expected));
});

describe("the tree of resources", () => {
  it("has a line for each below its parent, with its stage and type in columns", () =>
    assert.equal(
      renderTree([
        resource("part"),
        resource("one", { parent: "part" }),
        resource("other-part", { dependsOn: ["one"] }),
        resource("inner", { parent: "one" }),
        resource("two", { parent: "part", dependsOn: ["other-part"] }),
      ]),
      [
        "  1  part         type-of-part",
        "  1  ├─ one       type-of-one",
        "  1  │  └─ inner  type-of-inner",
        "  3  └─ two       type-of-two",
        "  2  other-part   type-of-other-part",
      ].join("\n"),
    ));

  it("of nothing is empty", () => assert.equal(renderTree([]), ""));
});
