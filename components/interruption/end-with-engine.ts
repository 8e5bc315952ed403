import { parentOf } from "./ancestors.ts";
import { startGuarding } from "./guard.ts";

/**
 * To be called first by the script of a Command. Pulumi's engine starts the command plugin, and that starts the script; when engine or
 * plugin is killed, nobody tells the script, and it would work on for an update that is no more. So it looks once a second whether both
 * are still there, and ends if not. What it had started itself ends with it ({@link startGuarding}), also when it is the one that is killed.
 */
export function endWithEngine(): void {
  startGuarding();
  const plugin = process.ppid;
  const engine = parentOf(plugin);
  if (engine === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === plugin && parentOf(plugin) === engine) return;
    process.stderr.on("error", () => undefined).write("Pulumi has ended, and so does this\n");
    process.exit(1);
  }, 1000);
  timer.unref();
}
