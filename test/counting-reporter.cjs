"use strict";
// Mocha's spec report, and the counts in the file that the test command names: mocha runs its tests in a process of its own,
// which inherits no pipe but the usual three.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_COUNTS_FILE;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      if (file) writeFileSync(file, `${passes} ${failures} ${pending}\n`);
    });
  }
};
