import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationFile, configurationFor } from "../../../components/platform/network-manager-configuration.ts";
import { type NodeResult, runNode } from "../support.ts";
import { withFolder, writeProgram } from "../tools/support.ts";

/** A docker that answers for a node's programs: files of a folder say what is installed, written and running. */
class FakeNode {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, "node"));
  }

  static async make(folder: string): Promise<FakeNode> {
    const node = new FakeNode(folder);
    await writeProgram(join(folder, "bin", "docker"), script.replaceAll("@NODE@", join(folder, "node")));
    return node;
  }

  has(name: "package" | "binary" | "conf" | "active" | "broken" | "mute", text = ""): this {
    writeFileSync(join(this.#folder, "node", name), text);
    return this;
  }

  read(name: string): string | undefined {
    const file = join(this.#folder, "node", name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  /** The commands that change the node, without those that only ask. */
  get changes(): string[] {
    const asking = /^(dpkg-query|test|cat|mkdir|nmcli|systemctl is-active)/;
    return (this.read("log") ?? "").split("\n").filter((line) => line !== "" && !asking.test(line));
  }

  install(timeout = 20): Promise<NodeResult> {
    return runNode(["--import", "tsx", "components/platform/install-network-manager.ts"], {
      LAB_NODE: "lab-worker",
      LAB_CONTAINER_ENGINE: "docker",
      LAB_TIMEOUT: String(timeout),
      PATH: `${join(this.#folder, "bin")}:/usr/bin:/bin`,
    });
  }
}

const script = String.raw`#!/bin/sh
cd @NODE@ || exit 99
[ "$1" = info ] && { echo 99.0.0; exit; }
[ "$1 $2 $3 $4 $5" = "exec --interactive --env DEBIAN_FRONTEND=noninteractive lab-worker" ] || { echo "unknown: $*" >&2; exit 98; }
shift 5
echo "$*" >> log
case "$*" in
  dpkg-query*) if [ -f package ]; then cat package; else echo "no packages found matching network-manager" >&2; exit 1; fi ;;
  "test -x /usr/sbin/NetworkManager") [ -f binary ] ;;
  "dpkg --configure -a"|mkdir*) ;;
  "apt-get update"*) if [ -f broken ]; then rm broken; echo "Temporary failure resolving 'deb.debian.org'" >&2; exit 100; fi ;;
  "apt-get install"*) printf installed > package; touch active; cp conf conf-at-install ;;
  "cat /etc/resolv.conf") echo "nameserver 172.18.0.1" ;;
  cat*) cat conf ;;
  tee*) cat > conf ;;
  "systemctl is-active"*) [ -f active ] ;;
  "systemctl stop"*) rm active ;;
  "systemctl enable --now NetworkManager") touch active ;;
  nmcli*) if [ -f mute ]; then echo "Error: NetworkManager is not running." >&2; exit 8; else echo running; fi ;;
  *) echo "unknown: $*" >&2; exit 97 ;;
esac
`;

const withNode = (test: (node: FakeNode) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => test(await FakeNode.make(folder)));

/** Of the stand-in's node. */
const configuration = configurationFor("nameserver 172.18.0.1\n");
const write = `tee ${configurationFile}`;
const start = "systemctl enable --now NetworkManager";
const installation = [
  "dpkg --configure -a",
  "apt-get update -o DPkg::Lock::Timeout=60",
  "apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=60 network-manager",
];

describe("NetworkManager in a node", function () {
  this.timeout(60_000);

  it("is installed with its configuration there before it starts, and is done when it answers", () =>
    withNode(async (node) => {
      const { status, stdout, stderr } = await node.install();
      assert.equal(status, 0, stderr);
      assert.equal(stdout, "NetworkManager runs in lab-worker\n");
      assert.deepEqual(node.changes, [write, ...installation, start]);
      assert.equal(node.read("conf-at-install"), configuration);
    }));

  it("knows whom the node asks for names, which nmstate asks it", () => {
    assert.match(configuration, /^\[global-dns-domain-\*\]\nservers=172\.18\.0\.1$/m);
    assert.match(
      configurationFor("# c\nnameserver fd00::1\nnameserver 192.0.2.53\n"),
      /^servers=fd00::1,192\.0\.2\.53$/m,
    );
    assert.doesNotMatch(configurationFor("search example\n"), /dns-domain/);
  });

  it("leaves every interface alone, and names and DNS too", () => {
    assert.match(configuration, /^\[keyfile\]\nunmanaged-devices=\*$/m);
    assert.match(configuration, /^\[main\]\nno-auto-default=\*\ndns=none\nhostname-mode=none$/m);
  });

  for (const [what, file, text] of [
    ["package", "package", "installed"],
    ["binary of another origin", "binary", ""],
  ] as const)
    it(`is only configured and started where the node's image has it, as a ${what}`, () =>
      withNode(async (node) => {
        const { status, stderr } = await node.has(file, text).install();
        assert.equal(status, 0, stderr);
        assert.deepEqual(node.changes, [write, start]);
        assert.equal(node.read("conf"), configuration);
      }));

  it("is stopped before it gets another configuration", () =>
    withNode(async (node) => {
      await node.has("package", "installed").has("active").has("conf", "[main]\n").install();
      assert.deepEqual(node.changes, ["systemctl stop NetworkManager", write, start]);
    }));

  it("is left as it is where everything is done", () =>
    withNode(async (node) => {
      await node.has("package", "installed").has("active").has("conf", configuration).install();
      assert.deepEqual(node.changes, [start]);
    }));

  it("is installed where an interrupted installation left it unpacked", () =>
    withNode(async (node) => {
      const { status } = await node.has("package", "half-configured").has("binary").install();
      assert.equal(status, 0);
      assert.deepEqual(node.changes, [write, ...installation, start]);
    }));

  it("is tried again where its servers did not answer, and that is said", () =>
    withNode(async (node) => {
      const { status, stderr } = await node.has("broken").install();
      assert.equal(status, 0, stderr);
      assert.match(stderr, /lab-worker: waiting for NetworkManager .*apt-get update failed \(100\): Temporary failure/);
      assert.deepEqual(node.changes, [write, ...installation.slice(0, 2), ...installation, start]);
    }));

  it("is given up in time, with what was seen last and another way", () =>
    withNode(async (node) => {
      const { status, stderr } = await node.has("package", "installed").has("mute").install(1);
      assert.equal(status, 1);
      assert.match(
        stderr,
        /not within 1 s; last seen: nmcli --terse failed \(8\): Error: NetworkManager is not running/,
      );
      assert.match(stderr, /lab:nodeImage/);
    }));

  it("is a Command for each worker, made anew with the cluster, and none for the control plane", async () => {
    const script = `
      import * as pulumi from "@pulumi/pulumi";
      import { clusterNodes } from "./components/clusters/nodes.ts";
      import { NetworkManager } from "./components/platform/network-manager.ts";
      const made = [];
      await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => (made.push([type, name, inputs]), { id: name, state: inputs }),
        call: () => ({}),
      });
      const cluster = { incarnation: "first" };
      new NetworkManager("network-manager", { cluster, nodes: clusterNodes("lab", 2), containerEngine: "podman", timeout: 300 });
      await pulumi.runtime.disconnect();
      console.log(JSON.stringify(made.slice(1)));`;
    const { stdout, stderr } = await runNode(["--import", "tsx", "--input-type=module", "-e", script]);
    assert.equal(stderr, "");
    const command = (node: string) => [
      "command:local:Command",
      `network-manager-${node}`,
      {
        interpreter: ["node", "--import", "tsx", "components/platform/install-network-manager.ts"],
        create: "install",
        environment: { LAB_NODE: node, LAB_CONTAINER_ENGINE: "podman", LAB_TIMEOUT: "300" },
        triggers: ["first"],
        logging: "stderr",
        addPreviousOutputInEnv: false,
      },
    ];
    assert.deepEqual(JSON.parse(stdout), [command("lab-worker"), command("lab-worker2")]);
  });
});
