import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ReleaseBases } from "../../../components/tools/releases.ts";

/** Runs a test with an empty folder that is removed afterwards. */
export async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "labs-tools-"));
  try {
    await test(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of a program that prints one line. */
export const program = (line: string): string => `#!/bin/sh\necho '${line}'\n`;

/** Writes an executable file and its folders. */
export async function writeProgram(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

/** The paths of all files below a folder, relative to it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Serves bodies by path on 127.0.0.1; another path is a 404. `asked` grows with each request. */
export async function withServer(
  bodies: Record<string, string | Buffer>,
  test: (server: { origin: string; host: string; asked: string[] }) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const body = bodies[path];
    response.writeHead(body === undefined ? 404 : 200, { connection: "close" });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await test({ origin: `http://${host}`, host, asked });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** Release addresses that all lie on one server, in a folder each. */
export const basesAt = (origin: string): ReleaseBases => ({
  kind: `${origin}/kind`,
  kubernetes: `${origin}/kubernetes`,
  kwok: `${origin}/kwok`,
  etcd: `${origin}/etcd`,
});

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
