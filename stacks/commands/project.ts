import { dirname } from "node:path";

/** The project's folder: where `Pulumi.yaml` is. */
export const projectDirectory = dirname(dirname(import.meta.dirname));
