import assert from "node:assert/strict";
import { criticalPath } from "../../../stacks/timeline/critical-path.ts";
import { stateGraph } from "../../../stacks/timeline/state-dependencies.ts";
import { node, span } from "./support.ts";

const pathOf = (...args: Parameters<typeof criticalPath>) => {
  const { length, links } = criticalPath(...args);
  return [length, links.map(({ urn }) => urn)];
};

describe("the critical path", () => {
  const diamond = [node("a"), node("b", ["a"]), node("c", ["a"]), node("d", ["b", "c"])];
  const times = [span("a", 0, 10), span("b", 10, 40), span("c", 12, 22), span("d", 45, 50)];

  it("is the longest chain, with no time for what waited in between", () =>
    assert.deepEqual(criticalPath(times, diamond, -2), {
      length: 45,
      links: [
        { urn: "a", took: 10, waited: 2 },
        { urn: "b", took: 30, waited: 0 },
        { urn: "d", took: 5, waited: 5 },
      ],
    }));

  it("does not follow the clock: what ran beside it without waiting for it is no part of it", () =>
    assert.deepEqual(pathOf([span("a", 0, 10), span("b", 10, 30)], [node("a"), node("b")], 0), [20, ["b"]]));

  it("goes through all that a component contains, however deep, whose own time is not counted", () => {
    const graph = [
      node("part", [], { isComponent: true }),
      node("inner", [], { isComponent: true, parent: "part" }),
      node("leaf", [], { parent: "inner" }),
      node("after", ["part"]),
    ];
    const spans = [span("part", 0, 100), span("inner", 0, 90), span("leaf", 1, 31), span("after", 31, 36)];
    assert.deepEqual(pathOf(spans, graph, 0), [35, ["leaf", "after"]]);
  });

  it("goes from what a component waits for to what it contains", () => {
    const graph = [node("a"), node("part", ["a"], { isComponent: true }), node("leaf", [], { parent: "part" })];
    assert.deepEqual(pathOf([span("a", 0, 10), span("leaf", 10, 15)], graph, 0), [15, ["a", "leaf"]]);
  });

  it("does not let a resource wait for the other contents of its own component", () => {
    const graph = [
      node("part", [], { isComponent: true }),
      node("slow", [], { parent: "part" }),
      node("leaf", ["part"], { parent: "part" }),
    ];
    assert.deepEqual(pathOf([span("slow", 0, 10), span("leaf", 0, 3)], graph, 0), [10, ["slow"]]);
  });

  it("counts all that was done with a resource, but not its deletion", () => {
    const spans = [
      span("a", 0, 10, "create-replacement"),
      span("a", 12, 14, "replace"),
      span("a", 20, 90, "delete-replaced"),
    ];
    assert.deepEqual(pathOf(spans, [node("a")], 0), [14, ["a"]]);
  });

  it("is nothing where nothing was done, however long that took to find", () => {
    assert.deepEqual(pathOf([], [node("a")], 0), [0, []]);
    assert.deepEqual(pathOf([span("a", 0, 9, "same")], [node("a")], 0), [0, []]);
  });
});

describe("what a resource waits for", () => {
  it("is what the state says: dependencies, those of single properties, and the provider by its URN", () => {
    const resources = [
      {
        urn: "urn:x",
        custom: true,
        parent: "urn:p",
        provider: "urn:provider::4f2a",
        dependencies: ["urn:a"],
        propertyDependencies: { spec: ["urn:a", "urn:b"], metadata: null },
      },
      { urn: "urn:p" },
      { urn: "urn:old", custom: true, delete: true },
    ];
    assert.deepEqual(stateGraph(JSON.stringify({ deployment: { resources } })), [
      { urn: "urn:x", isComponent: false, parent: "urn:p", needs: ["urn:a", "urn:b", "urn:provider"] },
      { urn: "urn:p", isComponent: true, parent: undefined, needs: [] },
    ]);
  });

  it("is nothing in a stack without resources", () => assert.deepEqual(stateGraph('{"deployment":{}}'), []));
});
