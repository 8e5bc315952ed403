import assert from "node:assert/strict";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { type CommandArguments, readArguments } from "../../../stacks/commands/arguments.ts";

const overlay: CommandArguments = {
  scenario: "overlay",
  stack: "overlay",
  settings: {},
  json: false,
  help: false,
  rest: [],
};

describe("the words after a command", () => {
  const table: [words: string[], what: Partial<CommandArguments>][] = [
    [["overlay"], {}],
    [["overlay", "--stack", "friday"], { stack: "friday" }],
    [["--stack=friday", "overlay"], { stack: "friday" }],
    [["-s", "friday", "overlay"], { stack: "friday" }],
    [["overlay", "-sfriday"], { stack: "friday" }],
    [["overlay", "-c", "workers=3"], { settings: { workers: "3" } }],
    [["overlay", "-cworkers=3"], { settings: { workers: "3" } }],
    [["overlay", "--config=workers=3"], { settings: { workers: "3" } }],
    [["overlay", "--config", "lab:workers=3"], { settings: { workers: "3" } }],
    [["overlay", "-c", "workers=3", "-c", "workers=4"], { settings: { workers: "4" } }],
    [["overlay", "-c", "nodeImage=a:b@c=d"], { settings: { nodeImage: "a:b@c=d" } }],
    [["overlay", "-c", "artifacts="], { settings: { artifacts: "" } }],
    [["udn-pods"], { scenario: "udn-pods", stack: "udn-pods" }],
    [
      ["udn-pods", "-c", "step=policy", "-c", "internet=none"],
      { scenario: "udn-pods", stack: "udn-pods", settings: { step: "policy", internet: "none" } },
    ],
    [["overlay", "-c", "scenario=overlay"], { settings: { scenario: "overlay" } }],
    [["-c", "scenario=overlay"], { settings: { scenario: "overlay" } }],
    [["overlay", "--json"], { json: true }],
    [["overlay", "--help"], { help: true }],
    [["overlay", "-h"], { help: true }],
    [["overlay", "--diff", "--parallel=4", "--refresh=false"], { rest: ["--diff", "--parallel=4", "--refresh=false"] }],
    [["overlay", "--target", "urn:a::b", "--yes"], { rest: ["--target", "urn:a::b", "--yes"] }],
    [["overlay", "--message", "two words", "--json"], { rest: ["--message", "two words"], json: true }],
    [["-c", "workers=3", "overlay"], { settings: { workers: "3" } }],
    [["--parallel", "4", "overlay"], { rest: ["--parallel", "4"] }],
    [
      ["--target", "urn:a::b", "-c", "workers=3", "overlay", "--diff"],
      {
        settings: { workers: "3" },
        rest: ["--target", "urn:a::b", "--diff"],
      },
    ],
    [["--diff", "overlay"], { rest: ["--diff"] }],
    [["--message", "overlay", "overlay"], { rest: ["--message", "overlay"] }],
    [["overlay", "udn-pods"], { rest: ["udn-pods"] }],
    [["overlay", "-p4", "-v=3", "-dj"], { rest: ["-p4", "-v=3", "-dj"] }],
    [["overlay", "-p", "4", "-p", "4"], { rest: ["-p", "4", "-p", "4"] }],
  ];
  for (const [words, what] of table)
    it(`are read: ${words.join(" ")}`, () => assert.deepEqual(readArguments(words), { ...overlay, ...what }));

  it("may leave the scenario out for a command that has one", () => {
    assert.deepEqual(readArguments([], "overlay"), overlay);
    assert.deepEqual(readArguments(["--stack", "friday"], "overlay"), { ...overlay, stack: "friday" });
    assert.deepEqual(readArguments(["--parallel", "4"], "overlay"), { ...overlay, rest: ["--parallel", "4"] });
  });

  it("need no scenario to ask for help", () =>
    assert.deepEqual(readArguments(["--help"]), { ...overlay, scenario: "", stack: "", help: true }));

  const errors: [words: string[], message: string][] = [
    [[], "name a scenario: overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay"],
    [
      ["--json"],
      "name a scenario: overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay",
    ],
    [
      ["--diff", "overlays"],
      'there is no scenario "overlays"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay',
    ],
    [
      ["--parallel", "4", "overlays"],
      'there is no scenario "overlays"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay',
    ],
    [
      ["overlays"],
      'there is no scenario "overlays"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay',
    ],
    [
      ["-c", "scenario=x"],
      'there is no scenario "x"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay',
    ],
    [["overlay", "-c", "scenario=udn-pods"], 'the scenario is both "overlay" and, by -c, "udn-pods": name one'],
    [["overlay", "-c", "workers"], "-c workers: a setting is given as name=value"],
    [["overlay", "-c", "=3"], "-c =3: a setting is given as name=value"],
    [["overlay", "-c"], "-c : a setting is given as name=value"],
    [["overlay", "--stack"], "--stack needs the name of a stack"],
    [["overlay", "--stack="], "--stack needs the name of a stack"],
    [["overlay", "-s", "--json"], "-s needs the name of a stack"],
    [
      ["x", "-c", "y"],
      '-c y: a setting is given as name=value\nthere is no scenario "x"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay',
    ],
  ];
  for (const [words, message] of errors)
    it(`are refused: ${JSON.stringify(words)}`, () =>
      assert.throws(
        () => readArguments(words),
        (error: unknown) => {
          assert.ok(error instanceof SettingsError);
          assert.equal(error.message, message);
          return true;
        },
      ));
});
