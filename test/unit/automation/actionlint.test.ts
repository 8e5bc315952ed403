import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOnPath } from "../../../components/tools/search-path.ts";
import { type Actionlint, findActionlint, lintWorkflows } from "../../support/actionlint.ts";
import { workflowFiles } from "./workflows.ts";

describe("actionlint (skipped without Go, or without the modules it is built from)", function () {
  this.timeout(240_000);
  let actionlint: Actionlint;

  before(async function () {
    const found = await findActionlint();
    if (typeof found === "string") {
      process.stdout.write(`    skipped: ${found}\n`);
      this.skip();
    }
    actionlint = found;
  });

  it("finds no mistake in the workflows", async () => {
    const { status, stdout, stderr } = await lintWorkflows(actionlint, workflowFiles);
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  });

  it("would find one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "labs-workflow-"));
    try {
      const file = join(folder, "spoilt.yml");
      const step = "run: echo ${{ matrix.none }}";
      writeFileSync(file, `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`);
      const { status, stdout } = await lintWorkflows(actionlint, [file]);
      assert.equal(status, 1);
      assert.match(stdout, /property "none" is not defined/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("looking for actionlint", () => {
  it("ends with the reason where there is neither it nor Go", async () => {
    assert.equal(await findActionlint({ PATH: "/nowhere" }), "there is neither go nor actionlint on the PATH");
  });

  it("ends with the reason where Go may not look for modules", async function () {
    if ((await findOnPath("go", process.env)).length === 0) this.skip();
    this.timeout(60_000);
    const cache = mkdtempSync(join(tmpdir(), "labs-modules-"));
    try {
      const found = await findActionlint({ ...process.env, GOPROXY: "off", GOMODCACHE: cache });
      assert.ok(typeof found === "string");
      assert.match(found, /^Go cannot have .*GOPROXY=off/);
    } finally {
      rmSync(cache, { recursive: true });
    }
  });
});
