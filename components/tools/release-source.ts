import { basename, join } from "node:path";
import { cachedPath, install, toolsFolder, withWorkFolder } from "./cache.ts";
import { acceptedVersion } from "./locate.ts";
import { sharedNetwork } from "./network.ts";
import { thisPlatform } from "./platform.ts";
import { checksumIn, releaseOf, type Release } from "./releases.ts";
import { run } from "./run.ts";
import type { FoundTool, ObtainOptions, ToolName } from "./types.ts";

/**
 * Downloads the pinned release of a tool, verifies it and puts it in the cache. What cannot be verified or does not run here is
 * not used, and nothing of it is left. Throws an Error whose message is the reason in one line.
 */
export async function downloadRelease(tool: ToolName, options: ObtainOptions): Promise<FoundTool> {
  const platform = options.platform ?? thisPlatform();
  const release = releaseOf(tool, platform, options.bases, options.checksums);
  if ("reason" in release) throw new Error(release.reason);
  const network = options.network ?? sharedNetwork;
  const environment = options.environment ?? process.env;
  const say = options.say ?? (() => undefined);
  return withWorkFolder(toolsFolder(options), async (folder) => {
    const expected = await expectedChecksum(release, (url) => network.text(url, say));
    const file = join(folder, basename(release.url));
    const found = await network.save(release.url, file, say);
    if (found !== expected) {
      throw new Error(
        `${basename(release.url)} from ${release.url} is refused: its SHA-256 is ${found}, expected is ${expected}`,
      );
    }
    const binary = release.member ? await unpack(file, release.member, folder, environment) : file;
    const staged = join(folder, tool);
    const target = cachedPath(tool, options);
    await install(binary, staged);
    const answer = await acceptedVersion(tool, staged, environment);
    if ("reason" in answer) throw new Error(answer.reason);
    await install(staged, target);
    return { tool, path: target, version: answer.version, source: "release" };
  });
}

async function expectedChecksum(release: Release, read: (url: string) => Promise<string>): Promise<string> {
  if ("sha256" in release.checksum) return release.checksum.sha256;
  const list = await read(release.checksum.url);
  const expected = checksumIn(list, basename(release.url));
  if (!expected)
    throw new Error(`${release.checksum.url} has no checksum of ${basename(release.url)}, so it is not used`);
  return expected;
}

async function unpack(
  archive: string,
  member: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const outcome = await run("tar", ["-xzf", archive, "-C", folder, member], { environment });
  if (!outcome.ok) throw new Error(`${basename(archive)} cannot be unpacked: ${outcome.problem}`);
  return join(folder, member);
}
