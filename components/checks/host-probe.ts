import { get } from "node:http";
import { connect } from "node:net";
import type { AddressFamily } from "../settings/ip-family.ts";
import { familyNumber } from "./address-family.ts";
import { connectTimeout } from "./http-probe.ts";
import type { Observation } from "./observation.ts";

export interface HostProbeOptions {
  /** Header `Content-Type` of an HTTP request. */
  readonly contentType?: string | undefined;
  /** Family that a name is resolved to. */
  readonly family?: AddressFamily | undefined;
  /** Seconds until something has to answer. */
  readonly timeout?: number;
}

/** An HTTP GET from this machine, without proxy and redirects. */
export function getFromHost(url: string, options: HostProbeOptions = {}): Promise<Observation> {
  const { contentType, family, timeout = connectTimeout } = options;
  return new Promise((resolve) => {
    const request = get(
      url,
      {
        agent: false,
        timeout: timeout * 1000,
        headers: contentType === undefined ? {} : { "content-type": contentType },
        ...(family === undefined ? {} : { family: familyNumber(family) }),
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (body += chunk));
        response.on("error", (error) =>
          resolve({ kind: "refused", reason: `the answer broke off (${error.message})` }),
        );
        response.on("end", () => resolve({ kind: "answer", status: response.statusCode ?? 0, body }));
      },
    );
    request.on("timeout", () => request.destroy(new Error(`time-out after ${timeout} s`)));
    request.on("error", (error: NodeJS.ErrnoException) => resolve(observedError(error)));
  });
}

/** A TCP connection from this machine. */
export function connectFromHost(host: string, port: number, options: HostProbeOptions = {}): Promise<Observation> {
  const { family, timeout = connectTimeout } = options;
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...(family === undefined ? {} : { family: familyNumber(family) }) });
    const end = (seen: Observation): void => {
      socket.destroy();
      resolve(seen);
    };
    socket.setTimeout(timeout * 1000, () => end({ kind: "no answer", reason: `time-out after ${timeout} s` }));
    socket.on("connect", () => end({ kind: "connected" }));
    socket.on("error", (error) => end(observedError(error)));
  });
}

/** What an error of a socket says of the target. */
export function observedError(error: NodeJS.ErrnoException): Observation {
  const reason = error.message || (error.code ?? error.name);
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") return { kind: "unresolved", reason };
  if (error.code === "ECONNREFUSED" || error.code === "ECONNRESET") return { kind: "refused", reason };
  return { kind: "no answer", reason };
}
