import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { objectsChecksum } from "../../../components/artifacts/canonical-objects.ts";
import { parseManifest } from "../../../components/artifacts/manifests.ts";
import type { Catalog } from "../../../components/artifacts/catalog.ts";

/** A copy of the upstream files, as pin.ts takes it; tests that need it are skipped when it is not there. */
export const upstream = resolve(
  process.env["OVN_LABS_UPSTREAM"] ?? resolve(import.meta.dirname, "../../../../shared/upstream"),
);

export const sha256 = (content: string): string => createHash("sha256").update(content).digest("hex");

/** Files of the set "demo/v1", by their path in it. */
export type Files = Record<string, string>;

/** A catalog with one set, "demo/v1" of owner/demo at v1; the source of a file is `deploy/<path>`. */
export function catalogOf(files: Files): Catalog {
  const entries = Object.entries(files).map(
    ([path, content]) => [path, { source: `deploy/${path}`, sha256: sha256(content) }] as const,
  );
  return { "demo/v1": { repository: "owner/demo", ref: "v1", files: Object.fromEntries(entries) } };
}

/** A manifest, */
export const manifest = `apiVersion: v1
kind: Namespace
metadata:
  name: demo
  labels: {}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: demo, labels: { a: "1", b: "2" } }
data:
  text: |
    one
    two
`;

/** the same objects as somebody else writes them, */
export const otherLook = `# Generated.
---
{"kind": "ConfigMap", "apiVersion": "v1", "data": {"text": "one\\ntwo\\n"},
 "metadata": {"namespace": "demo", "labels": {"b": "2", "a": "1"}, "creationTimestamp": null, "name": "settings"}}
---
---
kind: Namespace
apiVersion: v1
metadata: { labels: {}, name: demo }
`;

/** and other objects. */
export const otherManifest = manifest.replace("two", "three");

/** A catalog with the set "demo/v1" of owner/demo, whose one file `a.yaml` is a release asset with the objects of that text. */
export function assetCatalog(content: string): Catalog {
  const objects = objectsChecksum(parseManifest(content, "a.yaml"));
  return { "demo/v1": { repository: "owner/demo", ref: "v1", files: { "a.yaml": { asset: "a.yaml", objects } } } };
}

/** A new empty folder that the running suite removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-artifacts-"));
  folders.push(folder);
  return folder;
}

/** Writes files under a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export interface TestServer {
  baseUrl: string;
  /** The paths asked for so far. */
  requests: string[];
}

/** A server on 127.0.0.1 that the running suite closes. */
export async function serve(answer: RequestListener): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** A server that has the files of `catalogOf`, and 404 for the rest. */
export function serveFiles(files: Files): Promise<TestServer> {
  return serve((request, response) => {
    const content = files[(request.url ?? "").replace("/owner/demo/v1/deploy/", "")];
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });
}

/** An address of 127.0.0.1 at which nothing listens. */
export async function unreachable(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

/** Removes the folders and closes the servers made since the last call; for `afterEach`. */
export function cleanUp(): void {
  for (const close of closers.splice(0)) close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const folders: string[] = [];
const closers: (() => void)[] = [];
