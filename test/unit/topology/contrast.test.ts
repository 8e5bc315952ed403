import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { topologyStyleFile } from "../../../components/topology/style.ts";

type Colours = ReadonlyMap<string, string>;

/** Luminance of `#rrggbb` after WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const part = parseInt(colour.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** The colours that each `:root` of the style sheet sets: for light, dark and print. */
function palettes(): Colours[] {
  const style = readFileSync(topologyStyleFile, "utf8");
  return [...style.matchAll(/:root \{(.*?)\}/gs)].map(
    ([, inner = ""]) =>
      new Map([...inner.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", colour = ""]) => [name, colour])),
  );
}

describe("the colours of text", () => {
  const grounds = ["ground", "cluster-ground", "network-ground", "namespace-ground"];
  const texts = ["text", "quiet", "passed", "failed", "not-run", "expected", "blocked"];

  for (const [i, name] of ["light", "dark", "print"].entries())
    it(`can be read on every ground, ${name}`, () => {
      const palette = palettes()[i] ?? new Map<string, string>();
      const colour = (of: string): string => palette.get(of) ?? assert.fail(`no ${of}`);
      for (const text of texts)
        for (const ground of grounds) {
          const found = contrast(colour(text), colour(ground));
          // What WCAG 2 asks for text of usual size, level AA.
          assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
        }
    });
});
