import type { KubeConfig } from "@kubernetes/client-node";
import { ConsoleReader } from "../../../../components/checks/guest-console/console-reader.ts";
import { openConsole } from "../../../../components/checks/guest-console/console-socket.ts";
import type { Guest } from "./guest.ts";

/** Somebody at the console of a guest, by `virtctl console`. */
export interface ConsoleUser {
  /** Types, and waits until that is seen in what the console shows since. @throws Error with what was shown instead */
  types(text: string, until: RegExp): Promise<void>;
  /** Waits until the console is closed by the other side. */
  readonly thrownOut: Promise<void>;
  leaves(): void;
}

/** Takes the console from whoever has it. */
export async function takeConsole(config: KubeConfig, { namespace, vm }: Guest): Promise<ConsoleUser> {
  const terminal = await openConsole(config, namespace, vm, 10);
  let closed: () => void = () => undefined;
  const thrownOut = new Promise<void>((resolve) => (closed = resolve));
  const reader = new ConsoleReader({
    ...terminal,
    onClose: (listener) =>
      terminal.onClose((reason) => {
        listener(reason);
        closed();
      }),
  });
  return {
    types: async (text, until) => {
      reader.type(text);
      if (!(await reader.until((shown) => until.test(shown) || undefined, 10)))
        throw new Error(`typed ${JSON.stringify(text)}, and no ${String(until)} within 10 s: ${reader.tail}`);
    },
    thrownOut,
    leaves: () => terminal.close(),
  };
}

/** Logs in as the guest's user, at a console that waits for it. */
export async function logIn(user: ConsoleUser): Promise<void> {
  await user.types("\r", /login: $/);
  await user.types("fedora\r", /Password: $/);
  await user.types("fedora\r", /\$ $/);
}
