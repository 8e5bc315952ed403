import { stringify } from "yaml";
import { clip } from "./clip.ts";
import { pathPart } from "./path-part.ts";
import type { Scrubber } from "./scrub.ts";

/** Characters of one file, and of all of them together. */
export interface CollectionLimits {
  readonly file: number;
  readonly total: number;
}

export const defaultCollectionLimits: CollectionLimits = { file: 512 * 1024, total: 16 * 1024 * 1024 };

/** What a bundle will hold: files by their paths in it, and what there is not. */
export class Collection {
  readonly files = new Map<string, string>();
  /** What was looked for and is not there, or is of a kind that the cluster does not have. */
  readonly absent: string[] = [];
  /** What could not be had, and why. */
  readonly missing: { readonly what: string; readonly reason: string }[] = [];
  readonly #scrub: Scrubber;
  readonly #limits: CollectionLimits;
  #total = 0;

  constructor(scrub: Scrubber, limits: CollectionLimits = defaultCollectionLimits) {
    this.#scrub = scrub;
    this.#limits = limits;
  }

  /** @param parts of the file's path; each may be any text */
  addText(parts: readonly string[], text: string): void {
    const path = parts.map(pathPart).join("/");
    // Scrubbed before it is cut: half a secret is no longer found.
    const kept = clip(this.#scrub.text(text), this.#limits.file);
    if (this.#total + kept.length > this.#limits.total) {
      this.addMissing(path, `the bundle has its ${this.#limits.total} characters already`);
      return;
    }
    this.#total += kept.length;
    this.files.set(path, kept);
  }

  addObject(parts: readonly string[], object: unknown): void {
    this.addText(parts, stringify(this.#scrub.object(object), { aliasDuplicateObjects: false, lineWidth: 0 }));
  }

  addAbsent(what: string): void {
    this.absent.push(what);
  }

  addMissing(what: string, reason: string): void {
    this.missing.push({ what, reason: this.#scrub.text(reason) });
  }
}
