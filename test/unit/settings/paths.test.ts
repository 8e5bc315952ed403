import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { existing, projectDirectory, settingsOf } from "./support.ts";

describe("paths in settings", () => {
  const paths: Record<string, string> = {
    "files/upstream": join(projectDirectory, "files/upstream"),
    "../shared": "/projects/shared",
    "/srv/files/": "/srv/files",
    "~/files": join(homedir(), "files"),
    "~": homedir(),
    "~other/files": join(projectDirectory, "~other/files"),
  };
  for (const [given, absolute] of Object.entries(paths))
    it(`resolve ${given} to ${absolute.replace(homedir(), "<home>")}`, () => {
      const { artifacts, cluster } = settingsOf({ ...existing, artifacts: given, kubeconfig: given });
      assert.ok(cluster.kind === "existing");
      assert.deepEqual([artifacts, cluster.kubeconfig], [absolute, absolute]);
    });
});
