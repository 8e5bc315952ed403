/** What stands where a secret was. */
export const removed = "[removed]";

/** End of a name whose value is secret: a part of a regular expression that ignores case. */
export const secretKey =
  "(?:pass(?:word|wd|phrase)|secret|token|(?:api|private|secret|access)[-_]?key|key[-_]data|credentials?)";
