import type { ContainerEngine } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";

/** What has become of an image on a node. */
export interface Pull {
  readonly node: string;
  readonly image: string;
  /** `there`: it was in the store already, from an archive for one. */
  readonly outcome: "pulled" | "there" | "failed";
  /** Why it failed. */
  readonly reason?: string;
}

export interface PullContext {
  readonly engine: ContainerEngine;
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** Asked before each image. */
  readonly goesOn: () => boolean;
}

/** Pulls images into a node's store, one after the other: what is needed first gets all of the bandwidth. Never fails. */
export async function pullImages(context: PullContext, images: readonly string[]): Promise<Pull[]> {
  const pulls: Pull[] = [];
  for (const image of images) {
    if (!context.goesOn()) break;
    pulls.push({ node: context.node, image, ...(await pull(context, image)) });
  }
  return pulls;
}

async function pull({ engine, node, deadline }: PullContext, image: string): Promise<Pick<Pull, "outcome" | "reason">> {
  const timeout = (deadline - Date.now()) / 1000;
  if (timeout <= 0) return { outcome: "failed", reason: "the time was over" };
  const inNode = (...words: string[]) => run(engine, ["exec", node, "crictl", ...words], { timeout });
  // A pull asks the registry also for what is there, which it may not reach.
  if ((await inNode("inspecti", image)).status === 0) return { outcome: "there" };
  const { status, stderr } = await inNode("pull", image);
  if (status === 0) return { outcome: "pulled" };
  return { outcome: "failed", reason: reasonIn(stderr) || `status ${status}` };
}

/** crictl's last line as a logger wrote it, `time="…" level=fatal msg="…"`, or as it is. */
function reasonIn(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line;
  return message.replaceAll('\\"', '"');
}

/** A line for all that went well, and one for each image that did not. */
export function describePulls(pulls: readonly Pull[]): string[] {
  const count = (outcome: Pull["outcome"]): number => pulls.filter((one) => one.outcome === outcome).length;
  const failed = new Map<string, Pull[]>();
  for (const one of pulls.filter(({ outcome }) => outcome === "failed"))
    failed.set(one.image, [...(failed.get(one.image) ?? []), one]);
  return [
    ...(pulls.length > count("failed")
      ? [`images pulled ahead: ${count("pulled")}; there already: ${count("there")}`]
      : []),
    ...[...failed].map(
      ([image, those]) =>
        `${image} was not pulled ahead on ${those.map(({ node }) => node).join(", ")} (${those[0]?.reason ?? ""}); ` +
        "whatever runs it will try again. Where its registry is out of reach: lab:imageMirror or lab:imageArchives",
    ),
  ];
}
