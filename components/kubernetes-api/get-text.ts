import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getSecure, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";

export interface GetLimits {
  /** Seconds for the whole exchange. */
  readonly timeout: number;
  /** Bytes of the answer. */
  readonly size: number;
}

/** The API server refused. */
export class GetError extends Error {
  override readonly name = "GetError";
  /** HTTP status. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(`HTTP ${status}${message ? `: ${message}` : ""}`);
    this.status = status;
  }
}

/**
 * A GET of the API as its bare text. The client's typed requests take an answer of any length, and turn it into objects that are no
 * longer what the server said.
 * @param path with its query, from `/api` or `/apis` on
 * @throws GetError for a refusal; Error if there is no answer within the time, or a longer one than the size allows
 */
export async function getText(config: KubeConfig, path: string, { timeout, size }: GetLimits): Promise<string> {
  const server = config.getCurrentCluster()?.server ?? "";
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const signal = AbortSignal.timeout(timeout * 1000);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const get = server.startsWith("http:") ? getPlain : getSecure;
      get(`${server.replace(/\/$/, "")}${path}`, { ...options, signal }, resolve).on("error", reject);
    });
    const text = await bounded(response, size);
    const status = response.statusCode ?? 0;
    if (status !== 200) throw new GetError(status, messageOf(text));
    return text;
  } catch (error) {
    if (signal.aborted) throw new Error(`no answer within ${timeout} s`, { cause: error });
    throw error;
  }
}

async function bounded(response: IncomingMessage, size: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > size) {
      response.destroy();
      throw new Error(`the answer is longer than ${size} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The message of the Status that comes with a refusal, or the beginning of another text. */
function messageOf(text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    if (typeof status === "object" && status !== null && "message" in status) return String(status.message);
  } catch {
    // Not a Status.
  }
  return text.trim().slice(0, 200);
}
