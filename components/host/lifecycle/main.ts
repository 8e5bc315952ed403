/**
 * The process behind a Command that makes something on this machine: `main.ts create` makes the VLAN interface or the database
 * that `HOST_REQUEST` describes, or brings it to that state, and prints what it is; `main.ts delete` removes it, `main.ts delete-remains` what an
 * interrupted making left. Progress goes to
 * standard error.
 */
import { rmdirSync } from "node:fs";
import { endWithEngine } from "../../interruption/end-with-engine.ts";
import { keepFilesPrivate } from "../../private-files.ts";
import { readHostRecord } from "../host-record.ts";
import { createDatabase, deleteDatabase } from "./database.ts";
import { readHostRequest } from "./request.ts";
import { createVlan, deleteVlan } from "./vlan.ts";

endWithEngine();
keepFilesPrivate();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const action = process.argv[2];
try {
  if (action !== "create" && action !== "delete" && action !== "delete-remains")
    throw new Error(`unknown action ${String(action)}: create, delete or delete-remains`);
  const request = readHostRequest(process.env);
  if (action === "create") {
    const made = request.kind === "vlan" ? await createVlan(request, say) : await createDatabase(request, say);
    process.stdout.write(`${made}\n`);
  } else {
    if (action === "delete" || readHostRecord(request.directory, request.kind))
      await (request.kind === "vlan" ? deleteVlan(request, say) : deleteDatabase(request, say));
    removeIfEmpty(request.directory);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Other files of the stack are still in it, or it is gone.
  }
}
