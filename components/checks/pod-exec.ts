import { PassThrough } from "node:stream";
import { Exec, type KubeConfig, type V1Status } from "@kubernetes/client-node";
import type { PodSource } from "./check.ts";
import type { CommandOutcome } from "./command-outcome.ts";

/**
 * Runs a command in a container through the API server, as `kubectl exec` does.
 * @param timeout seconds for the whole exchange
 * @throws Error if the API server refuses, the connection breaks, or no status comes within the time
 */
export async function execInPod(
  config: KubeConfig,
  { namespace, pod, container }: PodSource,
  command: readonly string[],
  timeout: number,
): Promise<CommandOutcome> {
  const stdout = collector();
  const stderr = collector();
  let close: (() => void) | undefined;
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    const status = await new Promise<V1Status>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no end of the command within ${timeout} s`)), timeout * 1000);
      new Exec(config)
        .exec(namespace, pod, container, [...command], stdout.stream, stderr.stream, null, false, resolve)
        .then(
          (socket) => {
            close = () => socket.close();
            // Opened after the time was over, when nobody waits for it any more.
            if (over) close();
            socket.onclose = ({ code }) =>
              reject(new Error(`the connection closed before the command ended (${code})`));
          },
          (error: unknown) =>
            // The client rejects with the socket's event, which is no Error.
            reject(
              new Error(`exec in ${namespace}/${pod}, container ${container}: ${messageOf(error)}`, { cause: error }),
            ),
        );
    });
    return { exitCode: exitCode(status), stdout: stdout.text(), stderr: stderr.text() || (status.message ?? "") };
  } finally {
    over = true;
    clearTimeout(timer);
    close?.();
  }
}

/**
 * The exit code in the status that ends an exec stream; -1 if the command could not be started. KWOK, which plays the kubelet of simulated nodes, has only words
 * for it: `cmd wait: <command>: exit status 7` (v0.8).
 */
export function exitCode(status: V1Status): number {
  if (status.status === "Success") return 0;
  const cause = status.details?.causes?.find((candidate) => candidate.reason === "ExitCode");
  const code = cause?.message ?? /\bcmd wait: .*: exit status (\d+)$/s.exec(status.message ?? "")?.[1];
  return code === undefined ? -1 : Number(code);
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}

function collector(): { stream: PassThrough; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
