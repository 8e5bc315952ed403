/** What is known of a stack before its update. */
export interface UpOfStack {
  /** Nothing of it is there yet. */
  readonly empty: boolean;
  /** As written, keys with their namespace; undefined if there are none. */
  readonly settings: Readonly<Record<string, string>> | undefined;
  /** What the user wants Pulumi to be told. */
  readonly rest: readonly string[];
}

/** Options of Pulumi that are about what it shows before an update. */
const aboutPreviews = ["--diff", "--skip-preview", "--preview-only", "--plan"];

/**
 * What `pulumi up` is run with. The first update of a lab that makes its own cluster has no preview before it: nobody is asked, all of it
 * is new, settings and files are checked by the program itself before it makes anything, and of a cluster that is not there a
 * preview learns nothing. Of the 31 s that `overlay` took on a simulated cluster, 11 were its preview.
 */
export function upOptions({ empty, settings = {}, rest }: UpOfStack): string[] {
  const makesAll = empty && settings["lab:cluster"] !== "existing";
  const asked = rest.some((word) => aboutPreviews.some((option) => word === option || word.startsWith(`${option}=`)));
  return ["--yes", "--suppress-outputs", ...(makesAll && !asked ? ["--skip-preview"] : [])];
}
