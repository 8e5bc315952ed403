import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import { nodeScript } from "../node-script.ts";

/**
 * A Command that does nothing until it is deleted, and then removes what is left of a making that was interrupted: Pulumi does not know
 * of a Command whose `create` was killed, so that one's own `delete` is never run. The Command that makes the thing depends on this one, so it
 * goes first. Where nothing is left, the script has nothing to do.
 * @param script path of a script that knows the action `delete-remains`, relative to the project's folder
 */
export function remainsOf(
  name: string,
  script: string,
  environment: Readonly<Record<string, string>>,
  opts: pulumi.CustomResourceOptions,
): command.local.Command {
  return new command.local.Command(
    name,
    { interpreter: nodeScript(script), delete: "delete-remains", environment, addPreviousOutputInEnv: false },
    { ...opts, customTimeouts: { delete: "10m" } },
  );
}
