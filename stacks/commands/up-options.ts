/** What is known of a stack before its update. */
export interface UpOfStack {
  /** Nothing of it is there yet. */
  readonly empty: boolean;
  /** Its own cluster's API server takes connections and says nothing, so the cluster is made anew; default: no. */
  readonly silent?: boolean;
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
 * Nor has one that makes a cluster anew whose API server says nothing: Pulumi would end its Kubernetes plugin while that waits, and fail.
 */
export function upOptions({ empty, silent = false, settings = {}, rest }: UpOfStack): string[] {
  const makesAll = (empty || silent) && settings["lab:cluster"] !== "existing";
  const asked = rest.some((word) => aboutPreviews.some((option) => word === option || word.startsWith(`${option}=`)));
  return ["--yes", "--suppress-outputs", ...(makesAll && !asked ? ["--skip-preview"] : [])];
}
