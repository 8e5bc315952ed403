/**
 * The process that outlives the script of a Command by a moment: it reads on standard input which programs the script has
 * started (`+process <pid>`, `-process <pid>`, `+folder <path>`, `-folder <path>`), and when the input ends it kills those that are left.
 */
import { createInterface } from "node:readline";
import { endProcessesOf } from "../clusters/lifecycle/processes-of.ts";
import { endFamilies } from "./families.ts";

const left = { process: new Set<number>(), folder: new Set<string>() };
for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, kind, what = ""] = /^([+-])(process|folder) (.+)$/.exec(line) ?? [];
  const verb = sign === "+" ? "add" : "delete";
  if (kind === "process") left.process[verb](Number(what));
  else if (kind === "folder") left.folder[verb](what);
}
if (left.process.size > 0) await endFamilies([...left.process]);
for (const folder of left.folder) await endProcessesOf(folder);
