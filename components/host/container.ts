import { z } from "zod";
import type { ContainerEngine } from "../clusters/container-engine.ts";
import { run } from "../processes.ts";

/** A container as docker and podman tell of it alike. */
export interface Container {
  readonly id: string;
  readonly running: boolean;
  /** `exited`, `created`, … */
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

const schema = z
  .array(
    z.object({
      Id: z.string(),
      State: z.object({ Running: z.boolean(), Status: z.string() }),
      Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }),
    }),
  )
  .min(1);

/** The container of that name, running or not; undefined if there is none. @throws Error with the engine's words if it cannot tell */
export async function inspectContainer(engine: ContainerEngine, name: string): Promise<Container | undefined> {
  const result = await run(engine, ["container", "inspect", name], { timeout: 60 });
  if (result.status !== 0) {
    if (/no such container/i.test(result.stderr)) return undefined;
    throw new Error(`${engine} container inspect ${name} failed: ${result.stderr.trim()}`);
  }
  const [{ Id, State, Config } = never()] = schema.parse(JSON.parse(result.stdout));
  return { id: Id, running: State.Running, status: State.Status, labels: Config.Labels ?? {} };
}

function never(): never {
  throw new Error("an empty list");
}

const stackLabel = "ovn-kubernetes-labs.stack";
const makingLabel = "ovn-kubernetes-labs.making";

/** Labels that prove which stack made a container, and when: set as it is created, so no container is ever without. */
export function ownerLabels(stack: string, making: string): Record<string, string> {
  return { [stackLabel]: stack, [makingLabel]: making };
}

/** Whether a container is of one of these makings of a stack. */
export function ownsContainer(
  { labels }: Pick<Container, "labels">,
  stack: string,
  makings: readonly (string | undefined)[],
): boolean {
  return (
    labels[stackLabel] === stack && makings.some((making) => making !== undefined && labels[makingLabel] === making)
  );
}
