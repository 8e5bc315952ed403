import type { Check } from "../check.ts";
import type { CheckResult } from "../verdict.ts";
import { bundlePath, removeBundle, writeBundle } from "./bundle-files.ts";
import type { Case, Cause } from "./causes/likely-causes.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { CollectLimits } from "./collect.ts";
import { Recording } from "./recording.ts";
import { type Scrubber, scrubber } from "./scrub.ts";

export interface FailureBundlesArgs {
  readonly reader: ClusterReader;
  /** The stack's folder of bundles. */
  readonly folder: string;
  /** The same as results name it, relative to the project's folder; default: `folder`. */
  readonly shownFolder?: string;
  readonly say: (line: string) => void;
  readonly limits?: CollectLimits;
}

/**
 * Keeps what checks do, and writes a bundle for each that could be performed and does not pass: what there is to see of the cluster, what
 * the probe did, and what it may be. A bundle never changes a verdict.
 */
export class FailureBundles {
  readonly #args: FailureBundlesArgs;
  readonly #scrub: Scrubber;
  readonly #recordings = new Map<string, Recording>();

  constructor(args: FailureBundlesArgs) {
    this.#args = args;
    this.#scrub = scrubber(args.reader.secrets);
  }

  /** To be made before the checks are performed: one check, or all of an experiment. */
  record(checks: readonly Check[]): Recording {
    const recording = new Recording(this.#scrub);
    for (const { id } of checks) this.#recordings.set(id, recording);
    return recording;
  }

  /**
   * Writes the bundle of checks that were performed together, or removes the one that an earlier run left.
   * @returns the results; those that did not pass name the bundle and the causes
   */
  async settle(
    checks: readonly Check[],
    twin: Check | undefined,
    results: readonly CheckResult[],
  ): Promise<CheckResult[]> {
    const { folder, shownFolder = folder, say } = this.#args;
    const ids = checks.map(({ id }) => id);
    const open = results.filter(({ verdict }) => verdict !== "passed");
    try {
      if (open.length === 0) {
        removeBundle(folder, ids);
        return [...results];
      }
      const causes = await this.#write(ids, [...checks, ...(twin ? [twin] : [])], open);
      const added = {
        bundle: bundlePath(shownFolder, ids),
        causes: causes.map(({ what, confirm }) => this.#scrub.text(`${what} -> ${confirm}`)),
      };
      say(
        `${open.map(({ id }) => id).join(", ")}: what there is to see is in ${added.bundle}. The likeliest causes, each with what shows it:`,
      );
      added.causes.forEach((cause, i) => say(`  ${i + 1}. ${cause}`));
      return results.map((result) => (result.verdict === "passed" ? result : { ...result, ...added }));
    } catch (error) {
      say(`${ids.join(", ")}: there is no bundle: ${error instanceof Error ? error.message : String(error)}`);
      return [...results];
    }
  }

  /** As {@link settle}, for one check that was performed alone. */
  async settleOne(check: Check, twin: Check | undefined, result: CheckResult): Promise<CheckResult> {
    const [settled = result] = await this.settle([check], twin, [result]);
    return settled;
  }

  /** @param checks with the twin */
  async #write(
    ids: readonly string[],
    checks: readonly Check[],
    open: readonly CheckResult[],
  ): Promise<readonly Cause[]> {
    const { reader, folder, limits } = this.#args;
    // Most checks pass and need none of it.
    const [{ Collection }, { collect }, { likelyCauses }, { renderReadme }] = await Promise.all([
      import("./collection.ts"),
      import("./collect.ts"),
      import("./causes/likely-causes.ts"),
      import("./readme.ts"),
    ]);
    const collection = new Collection(this.#scrub);
    const recordings = new Set(checks.flatMap(({ id }) => this.#recordings.get(id) ?? []));
    [...recordings].forEach((recording, i) =>
      collection.addText([i === 0 ? "transcript.txt" : "transcript-of-its-twin.txt"], recording.transcript()),
    );
    const facts = await collect(checks, reader, collection, limits);
    const causes = likelyCauses({ ...this.#caseOf(checks, open), facts });
    const readme = this.#scrub.text(renderReadme(open, causes, collection));
    writeBundle(folder, ids, new Map([...collection.files, ["README.txt", readme]]));
    return causes;
  }

  /** What failed first: a check itself, else what kept it from being run, such as its twin. */
  #caseOf(checks: readonly Check[], open: readonly CheckResult[]): Omit<Case, "facts"> {
    const [result] = [...open.filter(({ verdict }) => verdict === "failed"), ...open];
    const check = checks.find(({ id }) => id === result?.id) ?? checks[0];
    if (!check || !result) throw new Error("no check is open");
    const { expect } = check;
    const twin = expect.kind === "blocked" ? checks.find(({ id }) => id === expect.twin) : undefined;
    const { repeat } = result;
    const own = this.#seenOf(check);
    if (own) return { check, twin, seen: own, repeat };
    const ofTwin = twin && this.#seenOf(twin);
    if (twin && ofTwin) return { check: twin, seen: ofTwin, repeat: "" };
    return { check, twin, seen: { kind: "no probe", reason: result.observed }, repeat };
  }

  #seenOf({ id }: Check) {
    // A process that performs a check performs its twin in the same recording.
    for (const recording of this.#recordings.values()) {
      const seen = recording.seenOf(id);
      if (seen) return seen;
    }
    return undefined;
  }
}
