interface Judged {
  /** What was looked at. */
  readonly what: string;
  /** What was found of it. */
  readonly found: string;
  /** The scenarios that it matters for. */
  readonly scenarios: readonly string[];
}

export interface GoodFinding extends Judged {
  readonly level: "ok";
}

/** `problem`: the lab surely cannot work. `warning`: it may not. `unknown`: nothing tells. */
export interface OtherFinding extends Judged {
  readonly level: "warning" | "problem" | "unknown";
  /** What it leads to, as a sentence. */
  readonly why: string;
  /** The command that mends it, or that tells. Only people run it. */
  readonly mend: string;
}

/** What a fact of a machine means for scenarios. */
export type MachineFinding = GoodFinding | OtherFinding;

/** Joins findings that differ in their scenarios alone. */
export function joinFindings(findings: readonly MachineFinding[]): MachineFinding[] {
  const joined = new Map<string, MachineFinding>();
  for (const finding of findings) {
    const key = JSON.stringify({ ...finding, scenarios: [] });
    const scenarios = [...(joined.get(key)?.scenarios ?? []), ...finding.scenarios];
    joined.set(key, { ...finding, scenarios: [...new Set(scenarios)] });
  }
  return [...joined.values()];
}
