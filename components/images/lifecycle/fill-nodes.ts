import { type ContainerEngine, requireEngine } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";
import { waitFor } from "../../wait.ts";
import { writeImageList } from "../image-list.ts";
import { imagesOn } from "../wanted-image.ts";
import { startCaches } from "./caches.ts";
import { useCaches } from "./hosts-files.ts";
import { isBegun, untilBegun } from "./making.ts";
import { describePulls, pullImages, type Pull } from "./pull-images.ts";
import type { ImagesRequest } from "./request.ts";

type Say = (line: string) => void;

/** Fills the image stores of a cluster's nodes, each as soon as its container runtime answers, which is long before its kubelet does. */
export async function fillNodes(request: ImagesRequest, say: Say): Promise<void> {
  const { cluster, nodes, images, caches, directory } = request;
  if (!(await untilBegun(request))) {
    say(`images are not pulled ahead: kind cluster ${cluster} was not made`);
    return;
  }
  writeImageList(directory, images);
  const engine = await requireEngine(request.containerEngine);
  // They are on the network of the nodes, which is there when the first of these is.
  let started: Promise<string[]> | undefined;
  const usable = (): Promise<string[]> => (started ??= caches ? startCaches(engine, caches, say) : Promise.resolve([]));
  const pulls = await Promise.all(
    nodes.map(async ({ name, role }): Promise<Pull[]> => {
      if (!(await untilAnswers(engine, name, request))) return [];
      await useCaches(engine, name, await usable(), say);
      const deadline = Date.now() + request.timeout * 1000;
      return pullImages({ engine, node: name, deadline, goesOn: () => isBegun(request) }, imagesOn(role, images));
    }),
  );
  for (const line of describePulls(pulls.flat())) say(line);
}

/** @returns false if the cluster has gone in the meantime */
function untilAnswers(engine: ContainerEngine, node: string, request: ImagesRequest): Promise<boolean> {
  const what = `the container runtime of node ${node}`;
  return waitFor<boolean>({ what, timeout: request.timeout, interval: 0.5 }, async () => {
    if (!isBegun(request)) return { met: false };
    const { status, stderr } = await run(engine, ["exec", node, "crictl", "info"], { timeout: 30 });
    return status === 0 ? { met: true } : { seen: stderr.trim().split("\n").at(-1) ?? "" };
  });
}
