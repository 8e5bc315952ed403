// The way in for every npm script. Plain JavaScript without dependencies, for it runs before they are installed.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old: this project runs on Node 20.19 and newer (22 and 24 are fine).`,
  );
  process.exit(1);
}

/** npm's own note of what it installed is older than the lock file, or not there. */
function dependenciesAreMissing() {
  // A linked folder is another checkout's: npm ci would empty it.
  if (lstatSync(join(project, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const installed = join(project, "node_modules", ".package-lock.json");
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(project, "package-lock.json")).mtimeMs;
}

if (dependenciesAreMissing()) {
  console.error("Installing dependencies (npm ci) …");
  const npm = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: project,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (npm.status !== 0) {
    console.error("npm ci failed, so nothing was started. Its own message is above; run it again when that is mended.");
    process.exit(1);
  }
}

// In this process, so that signals and the exit status need nobody to carry them over.
process.chdir(project);
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
