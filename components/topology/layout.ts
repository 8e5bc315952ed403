import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { z } from "zod";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Centre and size. */
export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A cubic Bézier spline: a start, and three points for each piece. */
export interface Curve {
  readonly points: readonly Point[];
  /** Where an arrow's head ends, if it has one. */
  readonly tip?: Point;
}

/** Where everything is, in points from the left upper corner, by the names that it has in Graphviz' language. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Area>;
  readonly nodes: ReadonlyMap<string, Area>;
  readonly lines: ReadonlyMap<string, Curve>;
}

const numbers = (count: number) =>
  z.string().transform((text, context) => {
    const found = text.split(",").map(Number);
    if (found.length === count && found.every(Number.isFinite)) return found;
    context.addIssue({ code: "custom", message: `${JSON.stringify(text)} is not ${count} numbers` });
    return z.NEVER;
  });
const area = numbers(4);
const place = numbers(2);

const schema = z.object({
  bb: area,
  objects: z
    .array(
      z.object({
        name: z.string(),
        bb: area.optional(),
        pos: place.optional(),
        width: z.coerce.number().optional(),
        height: z.coerce.number().optional(),
      }),
    )
    .optional(),
  edges: z.array(z.object({ id: z.string(), pos: z.string() })).optional(),
});

/** Graphviz' unit for the sizes of nodes is the inch, for all else the point. */
const pointsPerInch = 72;

/** Lays out a diagram in Graphviz' language. Graphviz is WebAssembly that comes with the package, so nothing has to be installed. */
export async function layOut(dot: string): Promise<Layout> {
  const graphviz = await Graphviz.load();
  return readLayout(JSON.parse(graphviz.layout(dot, "json", "dot")));
}

/** Graphviz counts from the bottom. @throws ZodError if it is another form */
export function readLayout(json: unknown): Layout {
  const { bb, objects = [], edges = [] } = schema.parse(json);
  const [left, bottom, right, top] = corners(bb);
  const point = ([x = 0, y = 0]: readonly number[]): Point => ({ x: x - left, y: top - y });
  const boxes = new Map<string, Area>();
  const nodes = new Map<string, Area>();
  for (const { name, bb: box, pos, width = 0, height = 0 } of objects) {
    if (box) boxes.set(name.replace(/^cluster_/, ""), areaOf(corners(box), point));
    if (pos) nodes.set(name, { ...point(pos), width: width * pointsPerInch, height: height * pointsPerInch });
  }
  const lines = edges.map(({ id, pos }) => [id, curve(pos, point)] as const);
  return { width: right - left, height: top - bottom, boxes, nodes, lines: new Map(lines) };
}

function corners([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): [number, number, number, number] {
  return [left, bottom, right, top];
}

function areaOf(
  [left, bottom, right, top]: readonly [number, number, number, number],
  point: (xy: readonly number[]) => Point,
): Area {
  return { ...point([(left + right) / 2, (bottom + top) / 2]), width: right - left, height: top - bottom };
}

/** `e,<tip> <start> <points>…` */
function curve(pos: string, point: (xy: readonly number[]) => Point): Curve {
  const words = pos.split(" ");
  const read = (word: string): Point => point(word.split(",").map(Number));
  const tip = words.find((word) => word.startsWith("e,"));
  const points = words.filter((word) => !/^[es],/.test(word)).map(read);
  return { points, ...(tip === undefined ? {} : { tip: read(tip.slice(2)) }) };
}
