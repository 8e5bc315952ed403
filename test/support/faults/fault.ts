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
  /** Of those that passed, how many interrupt something at one point. */
  readonly killPoints: number;
  /** Proofs for which no test ran. */
  readonly missing: readonly Proof[];
}

/** What outcomes say of faults: one survives if a test of each of its proofs passed and none failed. */
export function judgeFaults(faults: readonly Fault[], outcomes: readonly TestOutcome[]): FaultResult[] {
  return faults.map((fault) => {
    const own = outcomes.filter((outcome) => fault.proofs.some((proof) => proves(outcome, proof)));
    const passed = own.filter(({ state }) => state === "passed");
    return {
      fault,
      passed: passed.length,
      killPoints: passed.filter(({ title }) => title.includes(killPointWords)).length,
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

/** Tests with this in their title interrupt something at one point. */
const killPointWords = "kill point";
