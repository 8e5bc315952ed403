import { spawn } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";

/** The project's folder. */
export const project = resolve(import.meta.dirname, "..", "..");

/** A copy of the upstream files; tests that need it are skipped where it is not. */
export const upstream = resolve(process.env["OVN_LABS_UPSTREAM"] ?? resolve(project, "../shared/upstream"));

export interface NodeResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs node in the project's folder to its end. The environment is this process' with what is given. */
export function runNode(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<NodeResult> {
  return new Promise((resolveResult, reject) => {
    const child = spawn(process.execPath, args, { cwd: project, env: { ...process.env, ...environment } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject).on("close", (status) => resolveResult({ status, stdout, stderr }));
  });
}

/** Runs a test while the PATH of this process is another one. */
export async function withPath(path: string, test: () => Promise<void>): Promise<void> {
  const before = process.env["PATH"];
  process.env["PATH"] = path;
  try {
    await test();
  } finally {
    process.env["PATH"] = before;
  }
}

/** Serves on 127.0.0.1 while a test runs. */
export async function withAnswers(answer: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** Writes a kubeconfig with one context, `lab`, of the server at that URL. */
export async function writeKubeconfig(file: string, server: string): Promise<void> {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "lab",
    // The client wants this said for plain HTTP.
    clusters: [{ name: "lab", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "lab", user: {} }],
    contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
  };
  await writeFile(file, JSON.stringify(config));
}

/** An API server's answer to the question for its version. */
export const versionAnswer: RequestListener = (request, response) => {
  response.setHeader("content-type", "application/json");
  if (request.url !== "/version") response.statusCode = 404;
  response.end(JSON.stringify({ major: "1", minor: "35", gitVersion: "v1.35.4" }));
};
