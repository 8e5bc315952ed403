import semver from "semver";

/**
 * The version in what a tool prints about itself, without a leading "v", or undefined when there is none.
 * The first one counts: kind's line goes on with the version of Go ("kind v0.32.0 go1.26.0 linux/amd64").
 */
export function versionIn(text: string): string | undefined {
  const match = /(?<![\w.])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)/.exec(text);
  return match?.[1] && semver.valid(match[1]) ? match[1] : undefined;
}

/** Whether `version` is `minimum` or newer. Without a minimum every version is. */
export function isAcceptable(version: string, minimum: string | undefined): boolean {
  return minimum === undefined || semver.gte(version, minimum);
}
