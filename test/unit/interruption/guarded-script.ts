/**
 * Stands for the script of a Command: ends with its engine, runs a program that runs another one, and a daemon out of the folder
 * `DAEMON_FOLDER`, and says when all of them run.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { endWithEngine } from "../../../components/interruption/end-with-engine.ts";
import { withGuardedFolder } from "../../../components/interruption/guard.ts";
import { run } from "../../../components/processes.ts";

endWithEngine();
const folder = process.env["DAEMON_FOLDER"] ?? "";
await withGuardedFolder(folder, async () => {
  spawn(join(folder, "daemon"), ["-e", "setInterval(() => {}, 60_000)"], { detached: true, stdio: "ignore" }).unref();
  await run("sh", ["-c", `sleep 1234.5 & echo "$$ $!"; wait`], {
    onLine: (line) => process.stdout.write(`running ${process.pid} ${line}\n`),
  });
});
