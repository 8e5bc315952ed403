import { releaseChecksums } from "../versions.ts";
import { toolFacts } from "./catalog.ts";
import type { Platform } from "./platform.ts";
import type { ToolName } from "./types.ts";

/** The addresses that release files lie under, without a trailing slash. */
export interface ReleaseBases {
  kind: string;
  kubernetes: string;
  kwok: string;
  etcd: string;
}

/** Sources: the installation pages that `toolFacts` names. */
export const officialReleases: ReleaseBases = {
  kind: "https://kind.sigs.k8s.io/dl",
  kubernetes: "https://dl.k8s.io",
  kwok: "https://github.com/kubernetes-sigs/kwok/releases/download",
  etcd: "https://github.com/etcd-io/etcd/releases/download",
};

/** A release file and the way to know that it is the right one. */
export interface Release {
  url: string;
  /** The SHA-256 itself, or the address of a published list of them. */
  checksum: { sha256: string } | { url: string };
  /** For a .tar.gz: the path of the tool inside. */
  member?: string;
}

/** There is no release this program may use; why, in one line. */
export interface NoRelease {
  reason: string;
}

/**
 * The release of a tool's pinned version for a platform.
 *
 * kind and kwok are verified by sums pinned in versions.ts, Kubernetes by `<url>.sha256`, etcd by `SHA256SUMS`. Kubernetes and etcd
 * publish servers for Linux alone in these forms. A file without a sum is no release.
 */
export function releaseOf(
  tool: ToolName,
  platform: Platform,
  bases: ReleaseBases = officialReleases,
  checksums: Readonly<Record<string, string>> = releaseChecksums,
): Release | NoRelease {
  const version = toolFacts[tool].version;
  const suffix = `${platform.os}-${platform.arch}`;
  switch (tool) {
    case "kind":
    case "kwok":
    case "kwokctl": {
      const sha256 = checksums[`${tool}-${version}-${suffix}`];
      if (!sha256) return { reason: `no checksum is known of ${tool} ${version} for ${suffix}, so it is not used` };
      const base = tool === "kind" ? bases.kind : bases.kwok;
      return { url: `${base}/v${version}/${tool}-${suffix}`, checksum: { sha256 } };
    }
    case "etcd": {
      if (!isPublished(platform)) return { reason: `none for ${suffix} in a form that is used here` };
      const name = `etcd-v${version}-${suffix}`;
      const folder = `${bases.etcd}/v${version}`;
      return { url: `${folder}/${name}.tar.gz`, checksum: { url: `${folder}/SHA256SUMS` }, member: `${name}/etcd` };
    }
    case "agnhost":
      return { reason: "it is published as an image alone" };
    default: {
      if (!isPublished(platform)) return { reason: `none for ${suffix}` };
      const url = `${bases.kubernetes}/v${version}/bin/${platform.os}/${platform.arch}/${tool}`;
      return { url, checksum: { url: `${url}.sha256` } };
    }
  }
}

function isPublished(platform: Platform): boolean {
  return platform.os === "linux" && ["amd64", "arm64", "ppc64le", "s390x"].includes(platform.arch);
}

/**
 * The SHA-256 of a file in a published list, in lower case; undefined when the list does not name it.
 * Two forms are read: a bare sum (`<url>.sha256` of Kubernetes) and lines of `sha256sum` (etcd's SHA256SUMS).
 */
export function checksumIn(list: string, fileName: string): string | undefined {
  const bare = /^\s*([0-9a-f]{64})\s*$/i.exec(list);
  if (bare?.[1]) return bare[1].toLowerCase();
  for (const line of list.split("\n")) {
    const match = /^([0-9a-f]{64})\s+\*?(?:\.\/)?(\S+)\s*$/i.exec(line);
    if (match?.[1] && match[2] === fileName) return match[1].toLowerCase();
  }
  return undefined;
}
