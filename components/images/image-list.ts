import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { resultFiles } from "../clusters/stack-files.ts";
import type { WantedImage } from "./wanted-image.ts";

/** Notes which images a stack's nodes were filled with, in the stack's folder, which has to be there. */
export function writeImageList(directory: string, images: readonly WantedImage[]): void {
  writeFileSync(
    resultFiles.images(directory),
    `${JSON.stringify(
      images.map(({ image }) => image),
      null,
      2,
    )}\n`,
  );
}

/** The images of that note; undefined if there is none. */
export function readImageList(directory: string): string[] | undefined {
  try {
    return z.array(z.string()).parse(JSON.parse(readFileSync(resultFiles.images(directory), "utf8")));
  } catch {
    return undefined;
  }
}
