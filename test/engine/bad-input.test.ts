import assert from "node:assert/strict";
import { appendFileSync, cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../components/processes.ts";
import { ipamClaims, multiNetworkPolicy, multus, ovnKubernetes } from "../../components/versions.ts";
import { Lab, said, simulatedSettings } from "../support/engine.ts";
import { bareSearchPath, standIn } from "../support/engine-path.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const simulated = { scenario: "overlay", cluster: "simulated" };

describe("what cannot be used is refused in words, before anything is made", function () {
  this.timeout(300_000);
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
  });
  beforeEach(async () => {
    lab = await Lab.make("bad");
  });
  afterEach(() => Lab.disposeAll());

  function refused(result: RunResult, ...parts: (RegExp | string)[]): void {
    const text = said(result);
    assert.notEqual(result.status, 0, text);
    for (const part of parts)
      assert.ok(typeof part === "string" ? text.includes(part) : part.test(text), `${String(part)} in:\n${text}`);
    assert.doesNotMatch(text, /^\s+at .*:\d+:\d+\)?$/m, "a stack trace");
    assert.doesNotMatch(text, /node_modules|Unhandled|unhandled/);
  }

  async function nothingMade(): Promise<void> {
    const made = await lab.made();
    assert.deepEqual(made, []);
    assert.equal(existsSync(lab.directory), false);
  }

  /** Pulumi alone, with these settings in the stack. */
  async function upRefused(
    settings: Record<string, string>,
    parts: (RegExp | string)[],
    environment = {},
  ): Promise<void> {
    await lab.init(settings);
    refused(await lab.pulumi(["up", "--yes", "--skip-preview"], { environment }), ...parts);
    await nothingMade();
  }

  /** An npm script; where a setting is at fault, not even the stack is made. */
  async function commandRefused(settings: Record<string, string>, parts: (RegExp | string)[]): Promise<void> {
    const { scenario, ...others } = settings;
    const words = Object.entries(others).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    refused(await lab.command("up", words, {}, scenario), ...parts);
    assert.equal(existsSync(lab.settingsFile), false);
    assert.equal(existsSync(lab.directory), false);
  }

  const inSettings: [string, Record<string, string>, (RegExp | string)[]][] = [
    ["an unknown scenario", { ...simulated, scenario: "underlay" }, ['"underlay"', "there are overlay"]],
    [
      "an unknown kind of cluster",
      { scenario: "overlay", cluster: "k3d" },
      ['lab:cluster is "k3d"', "kind, simulated, existing", "pulumi config set lab:"],
    ],
    ["an unknown setting", { ...simulated, worker: "3" }, ["lab:worker is not a setting", "lab:workers"]],
  ];
  for (const [what, settings, parts] of inSettings) {
    it(`${what}, by the command`, () => commandRefused(settings, parts));
    it(`${what}, by pulumi up`, () => upRefused(settings, parts));
  }

  it("an artifact folder that is not there", () => {
    const folder = join(lab.temporary, "nowhere");
    return upRefused({ ...simulated, artifacts: folder }, [
      `There is no folder ${folder}`,
      "lab:artifacts",
      "Correct the setting",
    ]);
  });

  it("an artifact folder without one of the files", async () => {
    const folder = copiedArtifacts((path) => !path.endsWith("multus-daemonset.yml"));
    await upRefused({ ...simulated, artifacts: folder }, [
      "multus-daemonset.yml is missing",
      "Add it",
      multus["v4.1.3"].artifact,
    ]);
  });

  it("an artifact with one byte too many", async () => {
    const folder = copiedArtifacts(() => true);
    appendFileSync(join(folder, ipamClaims["v0.5.1-alpha"].artifact, "k8s.cni.cncf.io_ipamclaims.yaml"), "\n");
    await upRefused({ ...simulated, artifacts: folder }, [
      "k8s.cni.cncf.io_ipamclaims.yaml is not the file this program was tested with",
      /expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}/,
      "Replace it",
    ]);
  });

  it("kind without a container engine", async () => {
    const PATH = await bareSearchPath(join(lab.temporary, "bin"));
    await upRefused(
      { ...simulatedSettings(upstream), scenario: "overlay", cluster: "kind" },
      [
        "a kind cluster needs a container engine",
        "docker is not installed; podman is not installed",
        "lab:cluster simulated",
      ],
      { PATH },
    );
  });

  it("kind with a container engine that does not answer (a stand-in for docker)", async () => {
    const bin = await bareSearchPath(join(lab.temporary, "bin"));
    standIn(bin, "docker", 'echo "Cannot connect to the Docker daemon at unix:///nowhere" >&2; exit 1\n');
    await upRefused(
      { ...simulatedSettings(upstream), scenario: "overlay", cluster: "kind" },
      ["docker does not answer: Cannot connect to the Docker daemon", "podman is not installed"],
      { PATH: bin },
    );
  });

  /** Copies the sets that are needed, as far as `keep` says. */
  function copiedArtifacts(keep: (path: string) => boolean): string {
    const folder = join(lab.temporary, "artifacts");
    mkdirSync(folder);
    for (const set of [
      ovnKubernetes["v1.3.0"].artifact,
      multus["v4.1.3"].artifact,
      multiNetworkPolicy.artifact,
      ipamClaims["v0.5.1-alpha"].artifact,
    ])
      cpSync(upstream.directories.get(set) ?? "", join(folder, set), { recursive: true, filter: keep });
    return folder;
  }
});
