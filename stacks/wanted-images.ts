import { distinct, on, type WantedImage } from "../components/images/wanted-image.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Every image that a lab's nodes will be asked for, in the order of need: the platform's, those of pods and of containers that checks add
 * to them, and last the disks of guests, which are the largest and needed when all else runs. Neither of them runs on the control plane.
 * Those of all steps: a later step then finds its images, and changes nothing of what is there.
 */
export function wantedImages(
  platform: readonly WantedImage[],
  { steps, checks }: Pick<Scenario, "steps" | "checks">,
): WantedImage[] {
  const added = checks.flatMap(({ from }) => (from.kind === "pod" ? (from.added ?? []) : []));
  return distinct([
    ...platform,
    ...on("workers", [
      ...steps.flatMap(({ images = [] }) => images),
      ...added,
      ...steps.flatMap(({ guestDisks = [] }) => guestDisks),
    ]),
  ]);
}
