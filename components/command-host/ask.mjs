// The process of a Command whose work the program does (host.ts): `node ask.mjs <script> …`, with the socket in COMMAND_SOCKET. Plain
// JavaScript without dependencies, for it is started for each check and each part, and most of the time of a process is that of loading. Where
// the program does not answer, or ends before the work is done, as it does when something else fails, this process does the work itself.
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [script] = process.argv.slice(2);
const plugin = process.ppid;
/** Pulumi's engine, or null as long as nobody has told it. */
let engine = null;
let outcome = null;

const socket = connect(process.env.COMMAND_SOCKET || "none");
const closed = new Promise((resolve) => {
  socket.on("error", resolve);
  socket.on("close", resolve);
});
const requests = Object.entries(process.env).filter(([name]) => name.endsWith("_REQUEST"));
socket.write(`${JSON.stringify({ script, environment: Object.fromEntries(requests) })}\n`, () => undefined);
createInterface({ input: socket })
  .on("error", () => undefined)
  .on("line", (line) => {
    const message = JSON.parse(line);
    if ("engine" in message) engine = message.engine;
    else if ("say" in message) process.stderr.write(`${message.say}\n`);
    else outcome = message;
  });
await closed;

if (outcome !== null) {
  process.stdout.write(outcome.output);
  process.exitCode = outcome.status;
} else if (engineIsGone()) {
  process.stderr.write("Pulumi has ended, and so does this\n");
  process.exitCode = 1;
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(join(process.cwd(), script));
}

function engineIsGone() {
  if (process.ppid !== plugin) return true;
  if (engine === null) return false;
  try {
    process.kill(engine, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
