import * as pulumi from "@pulumi/pulumi";
import { commandSocket } from "../clusters/stack-files.ts";

/**
 * The interpreter of a Command whose work the program does, if it has opened {@link commandSocket}: as `nodeScript`, but the process only asks
 * and waits.
 * @param file one of `hostedScripts`
 */
export function hostedScript(file: string): string[] {
  return ["node", "components/command-host/ask.mjs", file];
}

/** What such a Command needs in its environment beside its own variables. */
export function hostedEnvironment(): Record<string, string> {
  return { COMMAND_SOCKET: commandSocket(pulumi.getStack()) };
}
