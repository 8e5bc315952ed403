"use strict";
// Mocha's spec report, and the counts with the failures and each test's outcome in the files that a test command names: mocha runs
// its tests in a process of its own, which inherits no pipe but the usual three.
const { appendFileSync, writeFileSync } = require("node:fs");
const { relative } = require("node:path");
const Mocha = require("mocha");

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;
    const file = process.env.TEST_COUNTS_FILE;
    const failed = [];
    runner.on(EVENT_TEST_FAIL, (test, error) =>
      failed.push({
        file: relative("test", test.file ?? ""),
        title: test.fullTitle(),
        message: String(error?.message ?? error),
      }),
    );
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      if (file)
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: failed }));
    });
    const outcomes = process.env.TEST_OUTCOMES_FILE;
    if (!outcomes) return;
    const states = { [EVENT_TEST_PASS]: "passed", [EVENT_TEST_FAIL]: "failed", [EVENT_TEST_PENDING]: "pending" };
    for (const [event, state] of Object.entries(states))
      runner.on(event, ({ file: path = "", title }) =>
        appendFileSync(outcomes, `${JSON.stringify({ file: relative("test", path), title, state })}\n`),
      );
  }
};
