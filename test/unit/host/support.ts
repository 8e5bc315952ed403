import { join } from "node:path";
import { FakeMachine } from "../../support/fake-machine.ts";
import { withFolder } from "../tools/support.ts";
import { withPath } from "../support.ts";

export interface Bench {
  readonly machine: FakeMachine;
  /** The stack's folder. */
  readonly directory: string;
  /** What was said on the way. */
  readonly said: string[];
  readonly say: (line: string) => void;
}

/** Runs a test with stand-ins for the machine's programs and nothing else on the PATH. */
export async function withMachine(test: (bench: Bench) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const machine = new FakeMachine(folder);
    const said: string[] = [];
    await withPath(machine.path, () =>
      test({ machine, directory: join(folder, "stack"), said, say: (line) => void said.push(line) }),
    );
  });
}

/** Runs a test as a user with that id, as far as this process is asked. */
export async function asUser(uid: number, test: () => Promise<void>): Promise<void> {
  const before = process.getuid;
  process.getuid = () => uid;
  try {
    await test();
  } finally {
    if (before) process.getuid = before;
  }
}
