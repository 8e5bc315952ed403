/**
 * The process behind a Command of {@link NetworkManager}: brings NetworkManager into the kind node `LAB_NODE` and waits until
 * it answers. Each look does what is still missing, so that one that failed, for a mirror that did not answer, is made good by
 * the next, and a run that was interrupted by another one.
 */
import { type ContainerEngine, requireEngine } from "../clusters/container-engine.ts";
import { endWithEngine } from "../interruption/end-with-engine.ts";
import { run, type RunResult } from "../processes.ts";
import { TimeoutError, waitFor } from "../wait.ts";
import { configurationFile, configurationFor } from "./network-manager-configuration.ts";

const { LAB_NODE: node = "", LAB_CONTAINER_ENGINE = "auto", LAB_TIMEOUT = "" } = process.env;
const say = (line: string): void => void process.stderr.write(`${node}: ${line}\n`);
let engine: ContainerEngine;

endWithEngine();
try {
  engine = await requireEngine(LAB_CONTAINER_ENGINE as "auto" | ContainerEngine);
  const what = `NetworkManager to run in node ${node}`;
  await waitFor({ what, timeout: Number(LAB_TIMEOUT), interval: 3, say }, async () => {
    if (!(await isInstalled())) {
      // First, for the package starts NetworkManager by itself.
      await configure();
      await install();
    }
    await configure();
    await must("systemctl", "enable", "--now", "NetworkManager");
    // By D-Bus, which is how nmstate asks it too.
    const running = (await must("nmcli", "--terse", "--fields", "RUNNING", "general", "status")).trim();
    return running === "running" ? { met: true } : { seen: `nmcli says ${running || "nothing"}` };
  });
  process.stdout.write(`NetworkManager runs in ${node}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  if (error instanceof TimeoutError)
    say(
      "A node image that has NetworkManager already is taken as it is: see lab:nodeImage, or the network of the nodes",
    );
  process.exitCode = 1;
}

/** By the package, or in an image that got it in another way. A package that was unpacked and not configured does not count. */
async function isInstalled(): Promise<boolean> {
  const asked = await inNode(["dpkg-query", "--show", "--showformat", "${db:Status-Status}", "network-manager"]);
  if (asked.status === 0 && asked.stdout !== "not-installed" && asked.stdout !== "config-files")
    return asked.stdout === "installed";
  return (await inNode(["test", "-x", "/usr/sbin/NetworkManager"])).status === 0;
}

async function install(): Promise<void> {
  say("installing network-manager");
  const lock = ["-o", "DPkg::Lock::Timeout=60"];
  // What an interrupted installation left half done would stop the next.
  await must("dpkg", "--configure", "-a");
  await must("apt-get", "update", ...lock);
  await must("apt-get", "install", "--yes", "--no-install-recommends", ...lock, "network-manager");
}

/** Writes the configuration if it is another one. NetworkManager is stopped before, so that it never goes on with an old one. */
async function configure(): Promise<void> {
  const configuration = configurationFor(await must("cat", "/etc/resolv.conf"));
  const found = await inNode(["cat", configurationFile]);
  if (found.status === 0 && found.stdout === configuration) return;
  if ((await inNode(["systemctl", "is-active", "--quiet", "NetworkManager"])).status === 0)
    await must("systemctl", "stop", "NetworkManager");
  await must("mkdir", "-p", configurationFile.replace(/\/[^/]*$/, ""));
  const written = await inNode(["tee", configurationFile], configuration);
  if (written.status !== 0) throw new Error(`${configurationFile} cannot be written: ${written.stderr.trim()}`);
}

async function must(...command: string[]): Promise<string> {
  const { status, stdout, stderr } = await inNode(command);
  if (status === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-3).join(" / ");
  throw new Error(`${command.slice(0, 2).join(" ")} failed (${status}): ${said}`);
}

function inNode(command: readonly string[], input?: string): Promise<RunResult> {
  const options = ["--interactive", "--env", "DEBIAN_FRONTEND=noninteractive"];
  return run(engine, ["exec", ...options, node, ...command], {
    timeout: 600,
    ...(input === undefined ? {} : { input }),
  });
}
