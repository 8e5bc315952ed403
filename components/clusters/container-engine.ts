import { run } from "../processes.ts";

export type ContainerEngine = "docker" | "podman";

export interface EngineAnswer {
  readonly engine: ContainerEngine;
  readonly version: string;
}

/**
 * Asks docker or podman for its server's version. The reason is its own last line, or that it is not there.
 * @param timeout seconds
 */
export async function askEngine(
  engine: ContainerEngine,
  timeout = 15,
): Promise<EngineAnswer | { engine?: undefined; reason: string }> {
  const format = engine === "docker" ? "{{.ServerVersion}}" : "{{.Version.Version}}";
  const result = await run(engine, ["info", "--format", format], { timeout });
  const version = result.stdout.trim();
  // The docker client exits with 0 or 1 by version when no engine answers, but prints no version either way.
  if (result.status === 0 && /^\d/.test(version)) return { engine, version };
  if (result.stderr.includes("ENOENT")) return { reason: `${engine} is not installed` };
  const said = result.stderr.trim().split("\n").at(-1)?.trim();
  return { reason: `${engine} does not answer${said ? `: ${said}` : ""}` };
}

/**
 * The engine that runs kind's nodes: the one asked for, or the first that answers of docker and podman.
 * @param timeout seconds for each
 * @returns the engine, or for each engine asked why it cannot be used
 */
export async function findEngine(
  wanted: "auto" | ContainerEngine,
  timeout?: number,
): Promise<EngineAnswer | { engine?: undefined; reasons: string[] }> {
  const reasons: string[] = [];
  for (const engine of wanted === "auto" ? (["docker", "podman"] as const) : [wanted]) {
    const answer = await askEngine(engine, timeout);
    if (answer.engine) return answer;
    reasons.push(answer.reason);
  }
  return { reasons };
}

/** The same, for a process that cannot go on without. @throws Error with the reasons */
export async function requireEngine(wanted: "auto" | ContainerEngine): Promise<ContainerEngine> {
  const found = await findEngine(wanted);
  if (found.engine) return found.engine;
  throw new Error(`no container engine: ${found.reasons.join("; ")}`);
}

export interface NodeContainer {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly running: boolean;
}

/** The containers of a kind cluster, running or not, by the label that kind gives them. */
export async function kindContainers(engine: ContainerEngine, cluster: string): Promise<NodeContainer[]> {
  const list = await succeed(engine, ["ps", "-aq", "--no-trunc", "--filter", `label=io.x-k8s.kind.cluster=${cluster}`]);
  const ids = list.split("\n").filter((line) => line !== "");
  if (ids.length === 0) return [];
  const facts = JSON.parse(await succeed(engine, ["inspect", ...ids])) as {
    Id: string;
    Name: string;
    Created: string;
    State?: { Running?: boolean };
  }[];
  return facts.map((fact) => ({
    id: fact.Id,
    name: fact.Name.replace(/^\//, ""),
    createdAt: Date.parse(fact.Created),
    running: fact.State?.Running === true,
  }));
}

/** Runs the engine's client; @throws Error with its last words if it fails. */
export async function succeed(engine: ContainerEngine, args: readonly string[]): Promise<string> {
  const result = await run(engine, args, { timeout: 120 });
  if (result.status !== 0) throw new Error(`${engine} ${args[0] ?? ""} failed: ${result.stderr.trim()}`);
  return result.stdout;
}
