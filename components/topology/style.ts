import { join } from "node:path";

/** Style sheet of the pictures that `draw.ts` draws. */
export const topologyStyleFile = join(import.meta.dirname, "topology.css");
