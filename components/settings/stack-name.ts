import { shown } from "./shown.ts";

/** Files and folders of this program beside those of the stacks. */
export const ownFiles = ["passphrase", "api-cache", "pulumi-home"] as const;

/** What is wrong with the name of a stack, which is a part of paths; undefined if it can be used. Pulumi itself takes no more than this. */
export function stackNameProblem(name: string): string | undefined {
  if (!/^[\w-][\w.-]{0,99}$/.test(name))
    return (
      `${shown(name)} is no name of a stack: it must be 1 to 100 letters, digits, hyphens, underscores and dots, ` +
      "not a dot first"
    );
  if (ownFiles.some((taken) => taken === name.toLowerCase()))
    return `${shown(name)} is no name of a stack: a file of this program has it`;
  return undefined;
}
