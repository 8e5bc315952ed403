import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeProgram, withFolder } from "../tools/support.ts";
import { runNode, type NodeResult } from "../support.ts";

/** Runs the process with a docker that runs what it is to run in a node here, where a path of the test's stands for /dev/kvm. */
function lookFor(device: string, folder: string): Promise<NodeResult> {
  const docker = `#!/bin/sh
case "$1 $2" in
  "info --format") echo 27.5.1 ;;
  "exec lab-worker") [ "$3 $4" = "sh -c" ] && exec sh -c "$(printf %s "$5" | sed s#/dev/kvm#${device}#g)" ;;
  *) echo "no such container: $2" >&2; exit 1 ;;
esac
`;
  return writeProgram(join(folder, "docker"), docker).then(() => look(folder, "lab-worker"));
}

const look = (folder: string, node: string): Promise<NodeResult> =>
  runNode(["--import", "tsx", "components/platform/find-kvm.ts"], {
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    LAB_NODE: node,
    LAB_CONTAINER_ENGINE: "docker",
  });

describe("the look for /dev/kvm in a node", () => {
  it("finds a device that can be opened", () =>
    withFolder(async (folder) => {
      const { status, stdout, stderr } = await lookFor("/dev/null", folder);
      assert.deepEqual([status, stdout], [0, "usable"], stderr);
      assert.equal(stderr, "/dev/kvm in node lab-worker: usable\n");
    }));

  it("finds none, and makes none", () =>
    withFolder(async (folder) => {
      const absent = join(folder, "kvm");
      const { status, stdout, stderr } = await lookFor(absent, folder);
      assert.deepEqual([status, stdout], [0, "not usable"], stderr);
      assert.equal(existsSync(absent), false);
    }));

  it("takes no file for a device", () =>
    withFolder(async (folder) => {
      const file = join(folder, "kvm");
      writeFileSync(file, "");
      assert.equal((await lookFor(file, folder)).stdout, "not usable");
    }));

  it("fails where the node is not there, for that says nothing of the device", () =>
    withFolder(async (folder) => {
      await lookFor("/dev/null", folder);
      const { status, stdout, stderr } = await look(folder, "other");
      assert.deepEqual([status, stdout], [1, ""]);
      assert.equal(stderr, "docker exec failed: no such container: other\n");
    }));
});
