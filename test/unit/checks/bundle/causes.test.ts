import assert from "node:assert/strict";
import { type Case, likelyCauses } from "../../../../components/checks/bundle/causes/likely-causes.ts";
import type { Facts } from "../../../../components/checks/bundle/facts.ts";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";
import type { Observation } from "../../../../components/checks/observation.ts";
import { judge } from "../../../../components/checks/verdict.ts";
import { answerRows } from "./causes-of-answers.ts";
import { guestRows } from "./causes-of-guests.ts";
import { podRows } from "./causes-of-pods.ts";
import { checkOf, checks } from "./causes-support.ts";

const table = { ...podRows, ...answerRows, ...guestRows };

const caseOf = (id: string, seen: Observation, facts: Facts): Case => {
  const check = checkOf(id);
  const { expect } = check;
  return { check, twin: expect.kind === "blocked" ? checkOf(expect.twin) : undefined, seen, repeat: "", facts };
};
const { text: scrub } = scrubber();

describe("the three likeliest causes", () => {
  for (const [what, [id, seen, facts, ...expected]] of Object.entries(table))
    it(`of ${what} (${id})`, () => {
      // A row of something that passes would test nothing.
      assert.notEqual(judge(checkOf(id).expect, seen), "passed");
      const lines = likelyCauses(caseOf(id, seen, facts)).map(({ what: words, confirm }) => `${words} -> ${confirm}`);
      for (const [i, pattern] of expected.entries()) assert.match(lines[i] ?? "", pattern, lines.join("\n"));
    });

  it("are three different ones with a command each, and nothing that has to be scrubbed, for every check and whatever was seen", () => {
    for (const check of checks)
      for (const [, seen, own] of Object.values(table))
        for (const facts of [{}, own]) {
          const causes = likelyCauses(caseOf(check.id, seen, facts));
          assert.equal(new Set(causes.map(({ what }) => what)).size, 3);
          for (const { what, confirm } of causes) {
            assert.ok(
              what !== "" && confirm.trim() !== "" && !confirm.includes("undefined") && !what.includes("undefined"),
              `${check.id}: ${what} -> ${confirm}`,
            );
            assert.equal(scrub(`${what} -> ${confirm}`), `${what} -> ${confirm}`);
          }
        }
  });
});
