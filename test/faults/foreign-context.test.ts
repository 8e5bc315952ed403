import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { eachBuildsOnTheLast, Lab, readText, simulatedWith, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** A server that notes every connection and answers none: what a foreign cluster's API server would see. */
class Trap {
  connections = 0;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((socket) => {
      this.connections++;
      socket.destroy();
    });
  }

  /** @returns the URL of its API */
  async open(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, "127.0.0.1", ready));
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((closed) => this.#server.close(closed));
  }
}

const kubeconfigOf = (server: string): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "production",
    clusters: [{ name: "production", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token: "of-the-user" } }],
    contexts: [{ name: "production", context: { cluster: "production", user: "admin" } }],
  });

describe("a foreign cluster that is the user's current context, in ~/.kube/config and in KUBECONFIG", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;
  let files: string[];
  let environment: NodeJS.ProcessEnv;
  const traps = [new Trap(), new Trap()];

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("foreign");
    mkdirSync(join(lab.home, ".kube"));
    // A cluster of the same name, which kwokctl keeps in the home.
    mkdirSync(join(lab.home, ".kwok", "clusters", `ovn-${lab.stack}`), { recursive: true });
    files = [
      join(lab.home, ".kube", "config"),
      join(lab.home, "kubeconfig"),
      join(lab.home, ".kwok", "clusters", `ovn-${lab.stack}`, "kwok.yaml"),
    ];
    for (const [i, file] of files.entries())
      writeFileSync(file, (traps[i] && kubeconfigOf(await traps[i].open())) ?? "kind: KwokctlConfiguration\n");
    environment = { KUBECONFIG: files[1] };
  });
  after(async () => {
    await Lab.disposeAll();
    for (const trap of traps) await trap.close();
  });

  let written: string[];
  beforeEach(() => (written = files.map(readText)));
  afterEach(() => {
    assert.deepEqual(
      traps.map(({ connections }) => connections),
      [0, 0],
      "connections to the foreign clusters",
    );
    assert.deepEqual(files.map(readText), written);
  });

  it("is not asked by a preview without a cluster, in ~/.kube/config alone and in KUBECONFIG", async () => {
    succeeded(await lab.command("preview", simulatedWith(upstream)));
    succeeded(await lab.command("preview", [], environment));
  });

  it("is not asked by up, nor by a preview and a refresh after it", async () => {
    succeeded(await lab.command("up", [], environment));
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"], { environment }));
    succeeded(await lab.pulumi(["refresh", "--yes", "--expect-no-changes"], { environment }));
  });

  it("is not asked by destroy", async () => {
    succeeded(await lab.command("destroy", [], environment));
  });
});
