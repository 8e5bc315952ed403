import { Markup, markup } from "../markup/markup.ts";
import type { Diagram } from "./diagram.ts";
import { dotOf } from "./dot.ts";
import { drawDiagram } from "./draw.ts";
import { type Layout, layOut } from "./layout.ts";
import { topologyStyle, type Theme } from "./style.ts";

/** Width in which text of a picture is as large as that around it, on pages such as a repository's front page. Pixels. */
const readableWidth = 900;

/**
 * A picture as one SVG file that asks for nothing: style, colours and ground are in it.
 * @param title what it shows, for those who do not see it
 */
export async function svgFile(diagram: Diagram, { title, theme }: { title: string; theme: Theme }): Promise<string> {
  const picture = drawDiagram(diagram, await narrowLayout(diagram), title).text;
  const end = picture.indexOf(">") + 1;
  const style = markup`\n<style>${new Markup(topologyStyle(theme))}</style>\n<rect class="ground" x="-50%" y="-50%" width="200%" height="200%"/>`;
  return `${picture.slice(0, end)}${style.text}${picture.slice(end)}\n`;
}

/** From left to right, as one reads, unless that is too wide and from top to bottom is not. */
async function narrowLayout(diagram: Diagram): Promise<Layout> {
  const usual = await layOut(dotOf(diagram));
  if (usual.width <= readableWidth) return usual;
  const downwards = await layOut(dotOf(diagram, "TB"));
  return downwards.width < usual.width ? downwards : usual;
}
