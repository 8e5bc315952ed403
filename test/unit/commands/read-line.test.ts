import assert from "node:assert/strict";
import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readLine } from "../../../stacks/commands/read-line.ts";
import { withFolder } from "../tools/support.ts";

describe("a line of the input", () => {
  const inputs: [text: string, lines: (string | undefined)[]][] = [
    ["\n\n", ["", "", undefined]],
    ["yes\nno\n", ["yes", "no", undefined]],
    ["für\nunended", ["für", "unended", undefined]],
    ["", [undefined, undefined]],
  ];
  for (const [text, lines] of inputs)
    it(`is each of ${JSON.stringify(text)} in turn, and then nothing`, () =>
      withFolder(async (folder) => {
        await writeFile(join(folder, "input"), text);
        const input = await open(join(folder, "input"));
        try {
          const read: (string | undefined)[] = [];
          while (read.length < lines.length) read.push(await readLine(input.fd));
          assert.deepEqual(read, lines);
        } finally {
          await input.close();
        }
      }));
});
