import type { ContainerEngine } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";
import { hostsFile } from "../cache-names.ts";

/** Has a node's containerd pull through caches from now on. It looks at these files at each pull, so nothing has to be restarted. Never fails. */
export async function useCaches(
  engine: ContainerEngine,
  node: string,
  registries: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  for (const registry of registries) {
    const folder = `/etc/containerd/certs.d/${registry}`;
    const made = await run(engine, ["exec", node, "mkdir", "-p", folder], { timeout: 60 });
    const words = ["exec", "--interactive", node, "cp", "/dev/stdin", `${folder}/hosts.toml`];
    const { status, stderr } =
      made.status === 0 ? await run(engine, words, { input: hostsFile(registry), timeout: 60 }) : made;
    if (status !== 0) say(`node ${node} pulls from ${registry} without cache: ${stderr.trim()}`);
  }
}
