import type { Stage } from "../stage.ts";
import { controllerTimes } from "./profile.ts";
import { milliseconds } from "./schedule.ts";

/** Annotation that says when an object becomes ready, as RFC 3339. The process `main.ts` puts it on what waits for images. */
export const readyAt = "ovn-kubernetes-labs/ready-at";

/** Annotation of a node: a JSON array of images that it pulls from now on, before pods ask for them. */
export const pulls = "ovn-kubernetes-labs/pulls";

/** Stages of what waits for images, whose delay is another for each object. */
const marked: readonly string[] = ["pod-running", "kubevirt-available", "virtualmachine-ready"];

/**
 * Stages that let objects become ready only after realistic times.
 * @param factor what the times of the profile are multiplied with; 0: the stages as they are
 */
export function delayedStages(stages: readonly Stage[], factor: number): readonly Stage[] {
  if (factor === 0) return stages;
  return stages.map((stage) => {
    const { name } = stage.metadata;
    const time = controllerTimes[name];
    if (time)
      return { ...stage, spec: { ...stage.spec, delay: { durationMilliseconds: milliseconds(time.value, factor) } } };
    return marked.includes(name) ? whenMarked(stage) : stage;
  });
}

function whenMarked(stage: Stage): Stage {
  const key = `.metadata.annotations["${readyAt}"]`;
  const { matchExpressions } = stage.spec.selector;
  return {
    ...stage,
    spec: {
      ...stage.spec,
      selector: { matchExpressions: [...matchExpressions, { key, operator: "Exists" }] },
      delay: { durationMilliseconds: 0, durationFrom: { expressionFrom: key } },
    },
  };
}
