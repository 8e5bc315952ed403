/**
 * The process behind the Command that fills the image stores of kind's nodes while the cluster is made. Whatever it cannot do is told on
 * standard error and fails nothing: a kubelet pulls what is not there.
 */
import { endWithEngine } from "../../interruption/end-with-engine.ts";
import { keepFilesPrivate } from "../../private-files.ts";
import { fillNodes } from "./fill-nodes.ts";
import { readImagesRequest } from "./request.ts";

endWithEngine();
keepFilesPrivate();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
try {
  await fillNodes(readImagesRequest(process.env), say);
} catch (error) {
  say(`images are not pulled ahead: ${error instanceof Error ? error.message : String(error)}`);
}
