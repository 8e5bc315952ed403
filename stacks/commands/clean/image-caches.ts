import { askEngine } from "../../../components/clusters/container-engine.ts";
import { removeCaches } from "../../../components/images/lifecycle/caches.ts";

/** Removes the caches of images, which `lab:imageCache` made, from each engine that answers, and tells what it removed. */
export async function cleanImageCaches(isDry: boolean, say: (line: string) => void): Promise<void> {
  for (const engine of ["docker", "podman"] as const) {
    if ((await askEngine(engine, 5)).engine === undefined) continue;
    const { removed, problems } = await removeCaches(engine, isDry);
    for (const name of removed) say(`${isDry ? "Would remove" : "Removed"} ${engine}'s container and volume ${name}`);
    for (const problem of problems) say(problem);
  }
}
