import { connect } from "node:net";
import type { ContainerEngine } from "../../clusters/container-engine.ts";
import { run } from "../../processes.ts";
import { waitFor } from "../../wait.ts";
import { inspectContainer } from "../container.ts";
import { turtleDatabase } from "../turtle-database.ts";
import type { DatabaseRequest } from "./request.ts";

/**
 * Waits until the database answers a query on each of the addresses.
 * @throws Error with what was seen and the end of its log if it does not in time, or at once if its container ends
 */
export async function waitForDatabase(
  engine: ContainerEngine,
  { container, port, timeout }: Pick<DatabaseRequest, "container" | "port" | "timeout">,
  addresses: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const what = `the database in container ${container} to answer on ${addresses.join(" and ")}, port ${port}`;
  const ended = await waitFor<string | undefined>({ what, timeout, say }, async () => {
    const state = await inspectContainer(engine, container);
    if (!state) return { met: "is gone" };
    if (state.status === "exited" || state.status === "dead") return { met: "has ended" };
    for (const address of addresses) {
      const problem = (await tcpProblem(address, port)) ?? (await queryProblem(engine, container, address, port));
      if (problem !== undefined) return { seen: `${address}:${port}: ${problem}` };
    }
    return { met: undefined };
  }).catch(async (error: unknown) => {
    throw new Error(`${(error as Error).message}; its log ends with: ${await lastLines(engine, container)}`);
  });
  if (ended !== undefined)
    throw new Error(`container ${container} ${ended}; its log ends with: ${await lastLines(engine, container)}`);
}

/** While it is set up the image's server has a socket in the container alone, so a connection says more than its own tools do. */
function tcpProblem(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 3000 });
    const end = (problem: string | undefined): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once("connect", () => end(undefined));
    socket.once("error", (error) => end(error.message));
    socket.once("timeout", () => end("no answer"));
  });
}

/** A query as the lab's user, so that user and database are there too. The container is on this machine's network. */
async function queryProblem(
  engine: ContainerEngine,
  container: string,
  address: string,
  port: number,
): Promise<string | undefined> {
  const { user, password, name } = turtleDatabase;
  // By name alone: the engine takes the value from its own environment, and arguments are seen by everybody.
  const login = ["--env", "PGPASSWORD", "--env", "PGCONNECT_TIMEOUT=5"];
  const query = ["psql", "-h", address, "-p", String(port), "-U", user, "-d", name, "-Atc", "select 1"];
  const { status, stdout, stderr } = await run(engine, ["exec", ...login, container, ...query], {
    environment: { ...process.env, PGPASSWORD: password },
    timeout: 20,
  });
  if (status === 0 && stdout.trim() === "1") return undefined;
  return stderr.trim().split("\n").at(-1) || `psql answered ${JSON.stringify(stdout)}`;
}

async function lastLines(engine: ContainerEngine, container: string): Promise<string> {
  const { stdout, stderr } = await run(engine, ["logs", "--tail", "5", container], { timeout: 20 });
  return `${stdout}${stderr}`.trim().split("\n").slice(-5).join(" / ");
}
