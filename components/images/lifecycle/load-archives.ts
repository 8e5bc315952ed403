import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ContainerEngine } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";

/**
 * Loads image archives into the image stores of kind's nodes: one after the other into each, all nodes side by side.
 *
 * Not by `kind load`, which asks for all platforms of each image: `docker save` lists them all where the engine keeps images in containerd's
 * store, and has the files of one (kubernetes-sigs/kind#3795).
 * @param archives absolute paths
 * @throws Error that names archive and node if one cannot be loaded
 */
export async function loadArchives(
  engine: ContainerEngine,
  nodes: readonly string[],
  archives: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  if (archives.length === 0) return;
  say(`loading image archives into ${nodes.length} nodes: ${archives.map((archive) => basename(archive)).join(", ")}`);
  await Promise.all(
    nodes.map(async (node) => {
      for (const archive of archives) await load(engine, node, archive);
    }),
  );
}

async function load(engine: ContainerEngine, node: string, archive: string): Promise<void> {
  const words = ["exec", "--interactive", node, "ctr", "--namespace=k8s.io", "images", "import", "-"];
  const { status, stderr } = await run(engine, words, { input: contentOf(archive), timeout: 900 });
  if (status === 0) return;
  const why = stderr.trim().split("\n").at(-1) ?? "";
  throw new Error(`the image archive ${archive} cannot be loaded into node ${node}: ${why || `status ${status}`}`);
}

/** The tar file in the archive. */
function contentOf(archive: string): Readable {
  const file = createReadStream(archive);
  if (archive.endsWith(".tar")) return file;
  const content = createGunzip();
  file.on("error", (error) => content.destroy(error)).pipe(content);
  return content;
}
