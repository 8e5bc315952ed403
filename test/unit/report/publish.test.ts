import assert from "node:assert/strict";
import { publishReport } from "../../../stacks/report/publish-report.ts";

describe("a report that cannot be made", function () {
  // What makes reports is loaded first.
  this.timeout(60_000);

  it("is told of, and the command that wanted it goes on", async () => {
    const said: string[] = [];
    assert.deepEqual(await publishReport({} as never, { results: [] }, (line) => void said.push(line)), []);
    assert.match(said.join("\n"), /^The report was not made: .+$/);
  });
});
