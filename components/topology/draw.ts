import { markup, type Markup } from "../markup/markup.ts";
import type { Arrow } from "./arrows.ts";
import { iconShapes, iconSize } from "./icons.ts";
import type { Caption } from "./captions.ts";
import type { Box, Diagram, DiagramNode, Line } from "./diagram.ts";
import { layoutFontSize } from "./dot.ts";
import type { Area, Curve, Layout } from "./layout.ts";
import { arrowHead, at, round, splinePath } from "./paths.ts";

/** Free room around the picture. */
const margin = 6;
const lineHeight = 1.2 * layoutFontSize;
/** Between a symbol and the ids beside it. */
const gap = 3;

/**
 * The picture as one SVG element, without colours and sizes of text: its classes are coloured by `topology.css`.
 * @param title what it shows, for those who do not see it
 */
export function drawDiagram({ boxes, nodes, lines }: Diagram, layout: Layout, title: string): Markup {
  const width = round(layout.width + 2 * margin);
  const height = round(layout.height + 2 * margin);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="topology" role="img" aria-label="${title}" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}">
${boxes.map((box) => inPlace(layout.boxes.get(box.key), (area) => drawBox(box, area)))}
${failedLast(lines).map((line) => drawLine(line, layout))}
${boxes.map((box) => inPlace(layout.boxes.get(box.key), (area) => boxCaption(box, area)))}
${nodes.map((node) => inPlace(layout.nodes.get(node.key), (area) => drawNode(node, area)))}
${lines.map((line) => inPlace(layout.nodes.get(line.key), (area) => arrowLabel(line, area)))}
</svg>`;
}

/** What failed is drawn over the rest. */
function failedLast(lines: readonly Line[]): Line[] {
  const failed = ({ arrow }: Line): number => Number(arrow?.state === "failed");
  return lines.toSorted((a, b) => failed(a) - failed(b));
}

function inPlace<Where>(place: Where | undefined, draw: (place: Where) => Markup): Markup {
  return place === undefined ? markup`` : draw(place);
}

function drawBox({ kind }: Box, area: Area): Markup {
  return markup`<rect class="box ${kind}" ${corner(area)} rx="${kind === "namespace" ? 4 : 8}"/>\n`;
}

/** Its first line is its kind and its name. */
function boxCaption({ kind, caption }: Box, { x, y, width, height }: Area): Markup {
  const place = { x: x - width / 2 + 8, y: y - height / 2 + lineHeight };
  const head = markup`<tspan class="kind">${caption.kind}</tspan> <tspan class="name">${caption.name}</tspan>`;
  return markup`<text class="caption ${kind}" ${at(place)}>${head}${caption.notes.map(
    (note) => markup`<tspan class="note" x="${round(place.x)}" dy="${round(lineHeight)}">${note}</tspan>`,
  )}</text>\n`;
}

function drawNode({ kind, caption }: DiagramNode, area: Area): Markup {
  const type = kind.replaceAll(" ", "-");
  return markup`<g class="node ${type}">${shape(kind, area)}${nodeText(caption, area)}</g>\n`;
}

function shape(kind: DiagramNode["kind"], area: Area): Markup {
  const { x, y, width, height } = area;
  switch (kind) {
    case "nothing":
      return markup``;
    case "service":
    case "internet":
    case "network":
      return markup`<rect ${corner(area)} rx="${round(height / 2)}"/>`;
    case "virtual machine": {
      const inner = { x, y, width: width - 6, height: height - 6 };
      return markup`<rect ${corner(area)} rx="3"/><rect class="inner" ${corner(inner)} rx="2"/>`;
    }
    case "policy": {
      const fold = 10;
      const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2].map(round);
      return markup`<path d="M${left} ${top}H${round(x + width / 2 - fold)}l${fold} ${fold}V${bottom}H${left}z"/><path class="inner" d="M${round(x + width / 2 - fold)} ${top}v${fold}H${right}"/>`;
    }
    default:
      return markup`<rect ${corner(area)} rx="5"/>`;
  }
}

function nodeText({ kind, name, notes }: Caption, { x, y }: Area): Markup {
  const texts = [
    ...(kind === "" ? [] : [{ type: "kind", text: kind }]),
    { type: "name", text: name },
    ...notes.map((text) => ({ type: "note", text })),
  ];
  const top = y - (texts.length * lineHeight) / 2;
  return markup`${texts.map(
    ({ type, text }, i) =>
      markup`<text class="${type}" ${at({ x, y: top + (i + 0.78) * lineHeight })} text-anchor="middle">${text}</text>`,
  )}`;
}

/** An arrow has a part before its label and one behind it, which ends with the head. */
function drawLine({ key, arrow }: Line, { lines }: Layout): Markup {
  const part = (id: string): Curve => lines.get(id) ?? { points: [] };
  if (!arrow) return markup`<path class="interface" d="${splinePath(part(key))}"/>\n`;
  const last = part(`${key}b`);
  const ways = [part(`${key}a`), last].map((curve) => markup`<path class="way" d="${splinePath(curve)}"/>`);
  const { from, to, checks, state } = arrow;
  const title = `${checks.map(({ id }) => id).join(", ")}: ${from.name} to ${to.name}, ${state}`;
  return markup`<g class="arrow ${stateClasses(arrow)}"><title>${title}</title>${ways}${arrowHead(arrow.flow, last)}</g>\n`;
}

/** The symbol, the ids beside it, and what else there is to say below. */
function arrowLabel({ arrow, ids, notes }: Line, { x, y }: Area): Markup {
  if (!arrow) return markup``;
  const texts = [...ids.map((text) => ({ type: "ids", text })), ...notes.map((text) => ({ type: "note", text }))];
  const top = y - (texts.length * lineHeight) / 2;
  // The width of the first line can only be guessed; digits and capitals are about this wide.
  const left = x - (iconSize + gap + (ids[0]?.length ?? 0) * 7.6) / 2;
  return markup`<g class="label ${stateClasses(arrow)}"><g class="icon" transform="translate(${round(left)} ${round(top + 1)}) scale(0.9)">${iconShapes(arrow.state, arrow.flow)}</g>${texts.map(
    ({ type, text }, i) =>
      markup`<text class="${type}" ${at({ x: i === 0 ? x + (iconSize + gap) / 2 : x, y: top + (i + 0.78) * lineHeight })} text-anchor="middle">${text}</text>`,
  )}</g>\n`;
}

function stateClasses({ state, flow }: Arrow): string {
  return `${state.replaceAll(" ", "-")} ${flow}`;
}

function corner({ x, y, width, height }: Area): Markup {
  return markup`x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}"`;
}
