import type { Theme } from "../../components/topology/style.ts";
import { svgFile } from "../../components/topology/svg-file.ts";
import { labDiagram } from "../report/lab-diagram.ts";
import type { LabOfStack } from "../results/lab-of-stack.ts";

/** Themes that pages choose from, by what their reader's system prefers. */
export const pictureThemes = ["light", "dark"] as const satisfies readonly Theme[];

/** Path of a scenario's picture, relative to the project's folder. */
export function pictureFile(scenario: string, theme: (typeof pictureThemes)[number]): string {
  return `docs/pictures/${scenario}-${theme}.svg`;
}

/** The picture of a scenario with what is expected of its checks, an SVG file a theme. */
export async function pictures(lab: LabOfStack): Promise<{ path: string; text: string }[]> {
  const { scenario } = lab;
  const { diagram } = await labDiagram(lab, { results: undefined });
  const title = `Scenario ${scenario.name}: ${scenario.title}`;
  return Promise.all(
    pictureThemes.map(async (theme) => ({
      path: pictureFile(scenario.name, theme),
      text: await svgFile(diagram, { title, theme }),
    })),
  );
}

/**
 * The picture in a page.
 * @param root way from the page's folder to the project's
 */
export function pictureBlock({ name, title }: { name: string; title: string }, root: string): string {
  return [
    "<picture>",
    `  <source media="(prefers-color-scheme: dark)" srcset="${root}${pictureFile(name, "dark")}">`,
    `  <img alt="Networks, namespaces, workloads and checks of ${name}: ${title}" src="${root}${pictureFile(name, "light")}">`,
    "</picture>",
    "",
    "An arrow is a check: it is to get through; with a bar it is to be blocked; with a diamond it asks for addresses, names, objects or a migration. `†` holds only until a later step.",
  ].join("\n");
}
