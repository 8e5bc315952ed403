import assert from "node:assert/strict";
import { readChoice } from "../../../stacks/bench/choice.ts";
import { chosenFigures, judge } from "../../../stacks/bench/figure.ts";
import { measureFigures } from "../../../stacks/bench/measure.ts";
import { figureGroups } from "../../../stacks/bench/registry.ts";
import { group, nothing } from "./support.ts";

const groups = [group("one", nothing), group("two", nothing)];
const silent = (): void => undefined;

describe("the choice of figures", () => {
  const chosen = (...words: string[]) =>
    readChoice(words, groups).groups.map(({ group: { name }, cases }) => [name, cases]);

  it("is all of them where none is named", () =>
    assert.deepEqual(chosen(), [
      ["one", []],
      ["two", []],
    ]));

  it("is the groups that are named, each with the cases behind its name", () =>
    assert.deepEqual(chosen("two", "b", "one"), [
      ["two", ["b"]],
      ["one", []],
    ]));

  it("has settings for the stacks that are made, and the form of the output", () => {
    const { settings, json, page } = readChoice(["-c", "lab:artifacts=../a=b", "--json"], groups);
    assert.ok(page && !readChoice(["--no-page"], groups).page);
    assert.deepEqual([settings, json], [{ artifacts: "../a=b" }, true]);
  });

  const refused: Record<string, [words: string[], message: RegExp]> = {
    "a word that is no figure": [["three"], /there is no figure "three"; there are graph, one \(a, b\), two \(a, b\)/],
    "a case before its group": [["a", "one"], /there is no figure "a"/],
    "a property of every object": [["one", "constructor"], /there is no figure "constructor"/],
    "an option that it does not know": [["--fast"], /there is no option --fast/],
    "a setting without a value": [["-c", "artifacts"], /given as name=value/],
  };
  for (const [what, [words, message]] of Object.entries(refused))
    it(`refuses ${what}`, () => assert.throws(() => readChoice(words, groups), message));
});

describe("a figure", () => {
  const definition = { figure: "whole", atMost: 1.5, command: "npm run bench -- one" };

  it("meets its target up to the target itself", () => {
    const metAt = (value: number) => judge(definition, { figure: "whole", value }).met;
    assert.deepEqual([1.49, 1.5, 1.51].map(metAt), [true, true, false]);
  });

  it("that was not measured never meets it, and says why", () => {
    const missing = {
      figure: "whole",
      value: "not measured",
      target: "<= 1.50",
      met: false,
      command: definition.command,
    };
    assert.deepEqual(judge(definition, { figure: "whole", reason: "no Pulumi" }), { ...missing, reason: "no Pulumi" });
    for (const measurement of [undefined, { figure: "whole", value: NaN }])
      assert.deepEqual(judge(definition, measurement), { ...missing, reason: "its measuring gave no value" });
  });

  it("has the command that measures its case alone", () =>
    assert.deepEqual(
      [...chosenFigures(group("one", nothing), []), ...chosenFigures(group("one", nothing), ["b"])].map(
        ({ figure, command }) => [figure, command],
      ),
      [
        ["whole", "npm run bench -- one"],
        ["part a", "npm run bench -- one a"],
        ["part b", "npm run bench -- one b"],
        ["part b", "npm run bench -- one b"],
      ],
    ));

  it("has a name of its own among all that there are", () => {
    const names = figureGroups.flatMap((one) => chosenFigures(one, [])).map(({ figure }) => figure);
    assert.equal(new Set(names).size, names.length);
  });
});

describe("measuring figures", () => {
  it("goes on after a group that failed, whose figures say what it said", async () => {
    const figures = await measureFigures(
      {
        groups: [
          { group: group("one", () => Promise.reject(new Error("no room"))), cases: ["a"] },
          { group: group("two", () => Promise.resolve([{ figure: "part b", value: 0.5 }])), cases: ["b"] },
        ],
        settings: {},
      },
      silent,
    );
    assert.deepEqual(
      figures.map(({ figure, value, met, reason }) => [figure, value, met, reason]),
      [
        ["part a", "not measured", false, "no room"],
        ["part b", 0.5, true, undefined],
      ],
    );
  });
});
