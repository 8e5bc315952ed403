/** What a finished command in a container or guest left. */
export interface CommandOutcome {
  /** -1 if the container's runtime could not start the command. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}
