import type { NetworkMemory } from "./network.ts";
import type { Platform } from "./platform.ts";
import type { ReleaseBases } from "./releases.ts";

/**
 * A binary this program runs and does not ship. `kwok` is KWOK's controller, `kwokctl` the command that starts clusters. `agnhost` is
 * what the labs' servers are; only tests run it outside of a container.
 */
export type ToolName =
  "kind" | "kwokctl" | "kwok" | "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "agnhost";

/** A tool that was run and said its version. */
export interface FoundTool {
  tool: ToolName;
  /** Absolute. */
  path: string;
  /** As the tool reports it, without a leading "v": "1.35.4". */
  version: string;
  /** Where it was found; "release" and "go" are said once, by the call that put the file in the cache. */
  source: "PATH" | "cache" | "release" | "go";
}

/** A tool that is not there. */
export interface AbsentTool {
  tool: ToolName;
  path?: undefined;
  /** One line for each place that was looked at, in the order of looking. */
  reasons: string[];
  /** The next command or step for the user. */
  remedy: string;
}

/** Where to look. Neither uses the network. */
export interface LocateOptions {
  /** Default: `process.env`. Read for PATH and the folder of the cache, and given to the tools that are run. */
  environment?: NodeJS.ProcessEnv;
  /** The cache's folder. Default: `cacheDirectory(environment)`. */
  cache?: string;
  /** Default: the machine this runs on. */
  platform?: Platform;
}

/** Where a tool may be had from when it is neither on the PATH nor in the cache. */
export type Source = "release" | "go";

export interface ObtainOptions extends LocateOptions {
  /** Takes lines of progress. Default: nothing is said. */
  say?: (line: string) => void;
  /** In the order of trying. Default: `["release", "go"]`. */
  sources?: readonly Source[];
  /** Default: the official addresses (`officialReleases`). */
  bases?: ReleaseBases;
  /** What is known of hosts. Default: one memory for the whole process. */
  network?: NetworkMemory;
  /** SHA-256 of releases, by `<tool>-<version>-<os>-<arch>`. Default: `releaseChecksums` of versions.ts. */
  checksums?: Readonly<Record<string, string>>;
}
