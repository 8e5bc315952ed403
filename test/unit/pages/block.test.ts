import assert from "node:assert/strict";
import { blockOf, markdownTable, withBlock } from "../../../stacks/pages/block.ts";

describe("a block of a page", () => {
  const block = { name: "steps", writer: "npm run docs" };
  const page = "# Title\n\n<!-- steps: written by npm run docs -->\n\nold\n\n<!-- end of steps -->\n\nby hand\n";

  it("is read, and replaced between its marks alone", () => {
    assert.equal(blockOf(page, block), "old");
    assert.equal(withBlock(page, block, "new\n"), page.replace("old", "new"));
  });

  it("may be empty, and is the same however often it is written", () => {
    const empty = page.replace("old\n\n", "");
    assert.equal(blockOf(empty, block), "");
    assert.equal(withBlock(withBlock(empty, block, "new"), block, "new"), page.replace("old", "new"));
  });

  it("that a page does not have, or has the wrong way round, is refused with its marks", () => {
    const refused = /no place for steps, between <!-- steps: written by npm run docs --> and <!-- end of steps -->/;
    assert.throws(() => withBlock("# Title\n", block, "new"), refused);
    assert.throws(() => blockOf(`<!-- end of steps -->\n${page.split("<!-- end")[0] ?? ""}`, block), refused);
  });
});

describe("a table in Markdown", () => {
  it("keeps cells on their line and in their column", () =>
    assert.equal(
      markdownTable(["a", "b"], [["x|y", "two\nlines"]]),
      "| a | b |\n| --- | --- |\n| x\\|y | two lines |",
    ));
});
