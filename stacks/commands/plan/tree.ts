import type { PlannedResource } from "./evaluate.ts";

/** A resource is made in a stage: 1 if it waits for nothing, else the one after the last that it waits for. */
export function stages(resources: readonly PlannedResource[]): Map<string, number> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const known = new Map<string, number>();
  const stageOf = (urn: string): number => {
    const before = known.get(urn);
    if (before !== undefined) return before;
    const resource = byUrn.get(urn);
    if (!resource) return 0;
    // A child registers after its parent, but that takes no time: only dependencies count as waiting.
    const stage = Math.max(
      1,
      resource.parent ? stageOf(resource.parent) : 0,
      ...[...resource.dependsOn, ...(resource.provider ? [resource.provider] : [])].map(
        (dependency) => stageOf(dependency) + 1,
      ),
    );
    known.set(urn, stage);
    return stage;
  };
  for (const { urn } of resources) stageOf(urn);
  return known;
}

/** The resources as a tree of their parents, a line each with its stage: those of one stage can be made side by side. */
export function renderTree(resources: readonly PlannedResource[]): string {
  const stageOf = stages(resources);
  const childrenOf = new Map<string | null, PlannedResource[]>();
  for (const resource of resources) {
    const siblings = childrenOf.get(resource.parent);
    if (siblings) siblings.push(resource);
    else childrenOf.set(resource.parent, [resource]);
  }
  const lines: { stage: number; text: string; type: string }[] = [];
  const add = (parent: string | null, indent: string): void => {
    const children = childrenOf.get(parent) ?? [];
    children.forEach((child, i) => {
      const last = i === children.length - 1;
      const branch = parent === null ? "" : last ? "└─ " : "├─ ";
      lines.push({ stage: stageOf.get(child.urn) ?? 0, text: `${indent}${branch}${child.name}`, type: child.type });
      add(child.urn, parent === null ? "" : `${indent}${last ? "   " : "│  "}`);
    });
  };
  add(null, "");
  const width = Math.max(0, ...lines.map((line) => line.text.length));
  return lines
    .map(({ stage, text, type }) => `${String(stage).padStart(3)}  ${text.padEnd(width)}  ${type}`)
    .join("\n");
}
