/** Something that is wrong with a lab, and the verdicts that have to tell it. */
export interface Mutation {
  readonly name: string;
  /** The verdicts of checks that must not pass now, by their ids. */
  readonly breaks: Readonly<Record<string, "failed" | "not run">>;
  /** Spoils the lab; @returns what puts it right again. */
  readonly apply: () => Promise<() => Promise<void>>;
}

type Action = () => Promise<unknown>;

/** A mutation of two actions, which do and undo it. */
export function mutation(name: string, breaks: Mutation["breaks"], spoil: Action, restore: Action): Mutation {
  return {
    name,
    breaks,
    apply: async () => {
      await spoil();
      return async () => {
        await restore();
      };
    },
  };
}
