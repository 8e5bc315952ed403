/** The external binaries that this program drives: where they are, and how they are had. */
export { simulatedClusterTools, toolNames } from "./catalog.ts";
export { locateTool } from "./locate.ts";
export { obtainTool, obtainTools } from "./obtain-tool.ts";
export { locatePulumi, type AbsentPulumi, type FoundPulumi } from "./pulumi-cli.ts";
export type { AbsentTool, FoundTool, LocateOptions, ObtainOptions, Source, ToolName } from "./types.ts";
