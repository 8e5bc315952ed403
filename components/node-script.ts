/**
 * The interpreter of a Command that runs one of this project's own TypeScript files: no shell is between Pulumi and the
 * process, and values reach it by environment variables alone. The path is relative to the project's folder, which is
 * where Pulumi's plugins run, so that a moved clone shows no difference.
 */
export function nodeScript(file: string): string[] {
  return ["node", "--import", "tsx", file];
}
