import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CoreV1Api } from "@kubernetes/client-node";
import { turtleDatabase } from "../../components/host/turtle-database.ts";
import { guestLogin } from "../../components/virtual-machines/cloud-init.ts";
import { eachBuildsOnTheLast, Lab, said, simulatedWith, succeeded } from "../support/engine.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const scenario = "localnet";
/** Where a cluster's credentials have to be. */
const credentials = /^(kubeconfig|kwok\/)/;

describe("secrets of localnet: of its database, its guest, its cluster and its webhook", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;
  /** What is secret, by what it is. */
  const secrets = new Map<string, string>([
    ["the database's password", turtleDatabase.password],
    ["the guest's password", `password: ${guestLogin.password}`],
    ["a private key", "PRIVATE KEY-----"],
  ]);
  /** What was written or said, by where. */
  const texts = new Map<string, string>();

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("secrets");
  });
  after(() => Lab.disposeAll());

  function assertNone(): void {
    assert.ok(texts.size > 0);
    for (const [where, text] of texts)
      for (const [what, secret] of secrets) {
        const at = text.indexOf(secret);
        assert.equal(at, -1, `${what} is in ${where}: ${text.slice(Math.max(0, at - 200), at + 20)}`);
      }
    texts.clear();
  }

  async function keep(where: string, name: string, words: readonly string[]): Promise<void> {
    texts.set(where, said(succeeded(await lab.command(name, words, {}, scenario))));
  }

  /** Files below a folder, links left aside. */
  function files(folder: string): string[] {
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => lstatSync(join(folder, path)).isFile());
  }

  it("are in no plan, preview or output of an update", async () => {
    const settings = simulatedWith(upstream);
    await keep("the plan", "plan", settings);
    await keep("the plan as JSON", "plan", ["--json", ...settings]);
    await keep("the preview", "preview", ["--diff", ...settings]);
    await keep("the preview as JSON", "preview", ["--json"]);
    await keep("the output of up", "up", ["--skip-preview", "--diff"]);
    assert.match(texts.get("the plan as JSON") ?? "", /"DB_PASSWORD",\s*"value": "secret"/);
    assert.match(texts.get("the output of up") ?? "", /localnet-turtle-db-adapter/);
    // They hold the keys that were made meanwhile, too.
    await learnKeys();
    assertNone();
  });

  it("are in no state, no output of the stack, no results and no report", async () => {
    texts.set("the export", await lab.exported());
    texts.set("the stack's outputs", said(succeeded(await lab.pulumi(["stack", "output", "--json"]))));
    texts.set(
      "a preview of no change",
      said(succeeded(await lab.pulumi(["preview", "--diff", "--expect-no-changes"]))),
    );
    const backend = join(dirname(lab.home), "state");
    for (const path of files(backend)) texts.set(`${path} of the backend`, readFileSync(join(backend, path), "utf8"));
    const written = files(lab.directory).filter((path) => !credentials.test(path));
    for (const name of ["results.json", "junit.xml", "report.html", "cluster.json"]) assert.ok(written.includes(name));
    for (const path of written) texts.set(path, readFileSync(join(lab.directory, path), "utf8"));
    texts.set("the settings", readFileSync(lab.settingsFile, "utf8"));
    assertNone();
  });

  it("and all else that the stack has on this machine is for its user alone", () => {
    const paths = ["", ...readdirSync(lab.directory, { recursive: true }).map(String)];
    assert.ok(paths.some((path) => path.endsWith(".key")));
    const open = paths
      .map((path) => [path, lstatSync(join(lab.directory, path))] as const)
      .filter(([, status]) => !status.isSymbolicLink() && (status.mode & 0o077) !== 0)
      .map(([path, { mode }]) => `${(mode & 0o777).toString(8)} ${path}`);
    assert.deepEqual(open, []);
  });

  /** The keys of the cluster's kubeconfig and whatever its Secrets hold. */
  async function learnKeys(): Promise<void> {
    const user = lab.kubeConfig.getCurrentUser();
    const key = user?.keyData ?? Buffer.from(readFileSync(user?.keyFile ?? "")).toString("base64");
    secrets.set("the cluster's key", key.slice(0, 200));
    const { items } = await lab.kubeConfig.makeApiClient(CoreV1Api).listSecretForAllNamespaces();
    // A certificate is public, and the webhook's configuration repeats it.
    const data = items.flatMap(({ metadata, data = {} }) =>
      Object.entries(data).map(([name, value]) => ({ name: `${metadata?.name ?? ""} ${name}`, value })),
    );
    const hidden = data.filter(({ value }) => !Buffer.from(value, "base64").toString().includes("BEGIN CERTIFICATE"));
    assert.ok(hidden.some(({ name }) => name.startsWith("ovnkube-webhook-cert")));
    for (const { name, value } of hidden) secrets.set(`the Secret ${name}`, value.slice(0, 200));
  }
});
