import { type EngineAnswer, findEngine } from "../clusters/container-engine.ts";
import { locateTool } from "../tools/index.ts";
import type { MachineFacts } from "./facts.ts";
import { readEngine } from "./read-engine.ts";
import { readElsewhere, readLinux } from "./read-kernel.ts";
import { readModules } from "./read-modules.ts";
import { readFirewall, readRoutes } from "./read-network.ts";
import type { Source } from "./read-text.ts";

export interface ReadFactsOptions {
  /** The engine that was found already; undefined: the first that answers of docker and podman. */
  readonly engine?: EngineAnswer;
  /** Default: this machine. */
  readonly source?: Source;
  /** As Node names it; default: this machine's. */
  readonly platform?: string;
}

/**
 * Reads what this machine has. Nothing is changed and root is not needed; every program that is asked has a time limit. It never
 * rejects: what cannot be had is left out.
 */
export async function readFacts(options: ReadFactsOptions = {}): Promise<MachineFacts> {
  const { source = { root: "/", environment: process.env }, platform = process.platform } = options;
  const isLinux = platform === "linux";
  const kernel = isLinux ? await readLinux(source) : readElsewhere();
  const [engine, kind, modules, firewall, routes] = await Promise.all([
    engineFacts(options.engine, kernel.kernel, source),
    locateTool("kind", { environment: source.environment }).catch(() => undefined),
    readModules(isLinux ? kernel.kernel : undefined, source),
    isLinux ? readFirewall(source) : {},
    isLinux ? readRoutes(source) : undefined,
  ]);
  return {
    platform,
    ...kernel,
    engine,
    kind: kind?.path === undefined ? undefined : kind.version,
    modules,
    firewall,
    routes,
  };
}

async function engineFacts(
  known: EngineAnswer | undefined,
  kernel: string | undefined,
  source: Source,
): Promise<MachineFacts["engine"]> {
  const found = known ?? (await findEngine("auto"));
  return found.engine ? readEngine(found, kernel, source) : undefined;
}
