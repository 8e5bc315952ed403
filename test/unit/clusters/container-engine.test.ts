import assert from "node:assert/strict";
import { join } from "node:path";
import { askEngine, findEngine, kindContainers, succeed } from "../../../components/clusters/container-engine.ts";
import { withFolder, writeProgram } from "../tools/support.ts";
import { withPath } from "../support.ts";

/** Runs a test where docker and podman are shell scripts with these bodies, and nothing else is on the PATH. */
const withEngines = (bodies: Record<string, string>, test: () => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    for (const [name, body] of Object.entries(bodies)) await writeProgram(join(folder, name), `#!/bin/sh\n${body}\n`);
    await withPath(folder, test);
  });

/** Answers with a version only if it is asked in the engine's own words. */
const docker = (version: string): string => `[ "$*" = "info --format {{.ServerVersion}}" ] && echo ${version}`;
const podman = (version: string): string => `[ "$*" = "info --format {{.Version.Version}}" ] && echo ${version}`;
const refuses = (exit: number): string =>
  `echo first >&2; echo 'Cannot connect to the daemon. ' >&2; echo >&2; exit ${exit}`;

describe("a container engine", () => {
  it("that answers gives its server's version", () =>
    withEngines({ docker: docker("27.5.1"), podman: podman("5.4.0") }, async () => {
      assert.deepEqual(await askEngine("docker"), { engine: "docker", version: "27.5.1" });
      assert.deepEqual(await askEngine("podman"), { engine: "podman", version: "5.4.0" });
    }));

  const reasons: Record<string, [bodies: Record<string, string>, reason: string]> = {
    "that is not there is not installed": [{}, "docker is not installed"],
    "that refuses is quoted by its last line": [
      { docker: refuses(1) },
      "docker does not answer: Cannot connect to the daemon.",
    ],
    "that exits with 0 and prints no version does not answer": [
      { docker: refuses(0) },
      "docker does not answer: Cannot connect to the daemon.",
    ],
    "that prints no version and no reason does not answer": [{ docker: "echo '<no value>'" }, "docker does not answer"],
    "that prints a version and fails does not answer": [{ docker: "echo 27.5.1; exit 1" }, "docker does not answer"],
  };
  for (const [claim, [bodies, reason]] of Object.entries(reasons))
    it(claim, () => withEngines(bodies, async () => assert.deepEqual(await askEngine("docker"), { reason })));
});

describe("finding the engine for kind", () => {
  const both = { docker: docker("27.5.1"), podman: podman("5.4.0") };

  it("prefers docker", () =>
    withEngines(both, async () => assert.deepEqual(await findEngine("auto"), { engine: "docker", version: "27.5.1" })));

  it("takes podman if docker does not answer", () =>
    withEngines({ ...both, docker: refuses(1) }, async () =>
      assert.deepEqual(await findEngine("auto"), { engine: "podman", version: "5.4.0" }),
    ));

  it("takes none but the one that is asked for", () =>
    withEngines({ docker: docker("27.5.1") }, async () =>
      assert.deepEqual(await findEngine("podman"), { reasons: ["podman is not installed"] }),
    ));

  it("says of each engine why it cannot be used", () =>
    withEngines({ docker: refuses(1) }, async () =>
      assert.deepEqual(await findEngine("auto"), {
        reasons: ["docker does not answer: Cannot connect to the daemon.", "podman is not installed"],
      }),
    ));
});

describe("the containers of a kind cluster", () => {
  const list = '"ps -aq --no-trunc --filter label=io.x-k8s.kind.cluster=ovn"';
  const inspected = JSON.stringify([
    { Id: "aaa", Name: "/ovn-control-plane", Created: "2026-11-22T12:00:00.123456789Z", State: { Running: true } },
    { Id: "bbb", Name: "ovn-worker", Created: "2026-11-22T13:00:01.5+01:00" },
  ]);

  it("are found by kind's label, with identifier, name and age in either engine's form", () =>
    withEngines(
      {
        docker: `case "$*" in ${list}) echo aaa; echo bbb;; "inspect aaa bbb") echo '${inspected}';; *) exit 9;; esac`,
      },
      async () =>
        assert.deepEqual(await kindContainers("docker", "ovn"), [
          { id: "aaa", name: "ovn-control-plane", createdAt: Date.parse("2026-11-22T12:00:00.123Z"), running: true },
          { id: "bbb", name: "ovn-worker", createdAt: Date.parse("2026-11-22T12:00:01.500Z"), running: false },
        ]),
    ));

  it("are none if the engine lists none, and nothing is inspected then", () =>
    withEngines({ podman: `case "$*" in ${list}) ;; *) exit 9;; esac` }, async () =>
      assert.deepEqual(await kindContainers("podman", "ovn"), []),
    ));

  it("cannot be told if the engine fails, which is not the same as none", () =>
    withEngines({ docker: "echo broken >&2; exit 3" }, async () => {
      await assert.rejects(kindContainers("docker", "ovn"), { message: "docker ps failed: broken" });
      await assert.rejects(succeed("docker", ["exec", "x"]), { message: "docker exec failed: broken" });
    }));
});
