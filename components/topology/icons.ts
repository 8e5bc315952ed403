import { markup, type Markup } from "../markup/markup.ts";
import type { Flow, State } from "./arrows.ts";

/** Width and height of a symbol. */
export const iconSize = 16;

/**
 * The symbol of a verdict or an expectation: another form for each, so that it can be told without colours. Shapes to be put into an
 * SVG; classes `solid` and `stroke` are coloured by the style sheet.
 */
export function iconShapes(state: State, flow: Flow): Markup {
  switch (state) {
    case "passed":
      return markup`<circle class="solid" cx="8" cy="8" r="7"/><path class="sign" d="M4.5 8.5 7 11l4.5-5.5"/>`;
    case "failed":
      return markup`<path class="solid" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path class="sign" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6"/>`;
    case "not run":
      return markup`<circle class="hollow" cx="8" cy="8" r="6.2" stroke-dasharray="2.4 1.9"/><path class="stroke" d="M5 8h6"/>`;
    case "expected":
      return expectationShapes(flow);
  }
}

function expectationShapes(flow: Flow): Markup {
  switch (flow) {
    case "reaches":
      return markup`<path class="stroke" d="M1.5 8H12M9 4l4.5 4L9 12"/>`;
    case "blocked":
      return markup`<path class="stroke" d="M1.5 8H12.5M13 2.5v11"/>`;
    case "holds":
      return markup`<path class="hollow" d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>`;
  }
}
