import { parentOf } from "./ancestors.ts";
import { startGuarding } from "./guard.ts";

/**
 * To be called first by the script of a Command. Pulumi's engine starts the command plugin, and that starts the script; when engine or
 * plugin is killed, nobody tells the script, and it would work on for an update that is no more. What it had started itself ends
 * with it ({@link startGuarding}), also when it is the one that is killed.
 */
export function endWithEngine(): void {
  startGuarding();
  whenOrphaned(() => {
    process.stderr.on("error", () => undefined).write("Pulumi has ended, and so does this\n");
    process.exit(1);
  });
}

/**
 * To be called first by the program. Its parent is Pulumi's language host: when that is killed, the SDK (3.270) fails to tell its errors, takes
 * that for another error, and goes on like this for ever.
 */
export function endProgramWithEngine(): void {
  whenOrphaned(() => process.kill(process.pid, "SIGKILL"));
}

/** Looks once a second whether the parent, a plugin or host of Pulumi's, and its parent, the engine, are still there. */
function whenOrphaned(act: () => void): void {
  const parent = process.ppid;
  const engine = parentOf(parent);
  if (engine === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== engine) act();
  }, 1000);
  timer.unref();
}
