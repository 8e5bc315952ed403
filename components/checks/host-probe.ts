import { get } from "node:http";
import { connectTimeout } from "./http-probe.ts";
import type { Observation } from "./verdict.ts";

/** An HTTP GET from this machine, without proxy and redirects. */
export function getFromHost(url: string, timeout: number = connectTimeout): Promise<Observation> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: timeout * 1000 }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("error", (error) => resolve({ kind: "refused", reason: `the answer broke off (${error.message})` }));
      response.on("end", () => resolve({ kind: "answer", status: response.statusCode ?? 0, body }));
    });
    request.on("timeout", () => request.destroy(new Error(`time-out after ${timeout} s`)));
    request.on("error", (error: NodeJS.ErrnoException) => resolve(observed(error)));
  });
}

function observed(error: NodeJS.ErrnoException): Observation {
  const reason = error.message;
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") return { kind: "unresolved", reason };
  if (error.code === "ECONNREFUSED" || error.code === "ECONNRESET") return { kind: "refused", reason };
  return { kind: "no answer", reason };
}
