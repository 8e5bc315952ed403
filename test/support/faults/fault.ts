/** A test that shows what happens: its file, below `test/`, and what its title begins with. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

/** Something that goes wrong, or is wrong from the beginning. */
export interface Fault {
  readonly fault: string;
  /** What a user sees, and what is left. */
  readonly happens: string;
  readonly proofs: readonly Proof[];
  /** Each test that shows it is an input that is refused, and counts as one. */
  readonly badInputs?: boolean;
}

/** How a test ended, as the reporter writes it. */
export interface TestOutcome {
  /** Below `test/`. */
  readonly file: string;
  readonly title: string;
  readonly state: "passed" | "failed" | "pending";
}

export interface FaultResult {
  readonly fault: Fault;
  readonly passed: number;
  readonly failed: number;
  /** Proofs for which no test ran. */
  readonly missing: readonly Proof[];
}

/** What outcomes say of faults: one survives if a test of each of its proofs passed and none failed. */
export function judgeFaults(faults: readonly Fault[], outcomes: readonly TestOutcome[]): FaultResult[] {
  return faults.map((fault) => {
    const own = outcomes.filter((outcome) => fault.proofs.some((proof) => proves(outcome, proof)));
    return {
      fault,
      passed: own.filter(({ state }) => state === "passed").length,
      failed: own.filter(({ state }) => state === "failed").length,
      missing: fault.proofs.filter((proof) => !own.some((one) => one.state !== "pending" && proves(one, proof))),
    };
  });
}

export function survived({ failed, missing }: FaultResult): boolean {
  return failed === 0 && missing.length === 0;
}

function proves(outcome: TestOutcome, { file, title }: Proof): boolean {
  return outcome.file === file && outcome.title.startsWith(title);
}

/** Tests whose title begins with this interrupt something at one point. */
export const killPointTitle = "kill point";

/** The last line of `npm run test:faults`. */
export function summary(results: readonly FaultResult[], outcomes: readonly TestOutcome[], leftBehind: number): string {
  const killPoints = outcomes.filter(({ title, state }) => title.startsWith(killPointTitle) && state === "passed");
  const badInputs = results.filter(({ fault }) => fault.badInputs).reduce((sum, { passed }) => sum + passed, 0);
  const count = results.filter(survived).length;
  return `faults survived: ${count} of ${results.length}; kill points: ${killPoints.length}; bad inputs: ${badInputs}; left behind: ${leftBehind}`;
}
