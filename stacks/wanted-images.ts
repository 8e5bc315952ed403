import type { Check } from "../components/checks/check.ts";
import { distinct, on, type WantedImage } from "../components/images/wanted-image.ts";
import type { Step } from "./scenario.ts";
import { checksOf } from "./steps.ts";

/**
 * Every image that a lab's nodes will be asked for, in the order of need: the platform's, those of pods and of containers that checks add
 * to them, and last the disks of guests, which are the largest and needed when all else runs. Neither of them runs on the control plane.
 * @param checks of all steps
 */
export function wantedImages(
  platform: readonly WantedImage[],
  steps: readonly Step[],
  checks: readonly Check[],
): WantedImage[] {
  const added = checksOf(checks, steps).flatMap(({ from }) => (from.kind === "pod" ? (from.added ?? []) : []));
  return distinct([
    ...platform,
    ...on("workers", [
      ...steps.flatMap(({ images = [] }) => images),
      ...added,
      ...steps.flatMap(({ guestDisks = [] }) => guestDisks),
    ]),
  ]);
}
