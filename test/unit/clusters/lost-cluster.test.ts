import assert from "node:assert/strict";
import { join } from "node:path";
import type { ClusterRecord } from "../../../components/clusters/cluster-record.ts";
import {
  type ContainersSeen,
  emptiedSentence,
  lookForContainers,
  lostSentence,
} from "../../../components/clusters/lost-cluster.ts";
import { withPath } from "../support.ts";
import { withFolder, writeProgram } from "../tools/support.ts";

const record: ClusterRecord = {
  kind: "kind",
  name: "ovn",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: "2026-11-22T12:00:00.000Z",
  containers: ["c", "w"],
};
const names = { c: "ovn-control-plane", w: "ovn-worker" };

describe("a cluster that was made and does not answer", () => {
  const why = "connection refused";
  const table: [claim: string, seen: ContainersSeen | undefined, sentence: string][] = [
    [
      "is stopped, and the command that brings it back is named",
      { engine: "docker", running: [], stopped: ["ovn-control-plane", "ovn-worker"] },
      "the kind cluster ovn is stopped: docker start ovn-control-plane ovn-worker brings it back as it was; without that, it will be made anew by npm run up",
    ],
    [
      "is stopped in part, and only that is to be started",
      { engine: "podman", running: ["ovn-worker"], stopped: ["ovn-control-plane"] },
      "the kind cluster ovn is stopped: podman start ovn-control-plane brings it back as it was; without that, it will be made anew by npm run up",
    ],
    [
      "may be starting while its containers run",
      { engine: "docker", running: ["ovn-control-plane", "ovn-worker"], stopped: [] },
      "the kind cluster ovn does not answer (connection refused), though its containers run; it may be starting, so look again in a minute with npm run preview: it would be made anew now",
    ],
    [
      "is gone with one of its containers",
      { engine: "docker", running: ["ovn-worker"], stopped: [] },
      "the kind cluster ovn is gone or does not answer (connection refused); it will be made anew by npm run up",
    ],
    [
      "is gone with all of them",
      { engine: "docker", running: [], stopped: [] },
      "the kind cluster ovn is gone or does not answer (connection refused); it will be made anew by npm run up",
    ],
    [
      "waits for its engine",
      { reasons: ["docker does not answer: Cannot connect to the daemon."] },
      "the kind cluster ovn does not answer, for its container engine does not (docker does not answer: Cannot connect to the daemon.); start the engine, and look again with npm run preview: without it nothing can be made anew either",
    ],
  ];
  it("is made anew when it is stopped and its etcd was in memory, and no command is said to bring it back", () => {
    const seen: ContainersSeen = { engine: "docker", running: ["ovn-worker"], stopped: ["ovn-control-plane"] };
    assert.equal(
      lostSentence({ ...record, etcd: "memory" }, why, seen),
      "the kind cluster ovn is stopped, and its state, which etcd had in memory, is lost with that; it will be made anew by npm run up (with lab:etcd disk, a cluster survives it)",
    );
    assert.match(lostSentence({ ...record, etcd: "disk" }, why, seen), /docker start ovn-control-plane brings it back/);
  });

  it("is told from one that answers and is empty", () => {
    assert.match(
      emptiedSentence({ ...record, etcd: "memory" }),
      /is empty, for etcd had its state in memory; it will be made anew by npm run up/,
    );
    assert.match(emptiedSentence(record), /answers, but is not what was made: .*; it will be made anew by npm run up$/);
  });

  for (const [claim, seen, sentence] of table) it(claim, () => assert.equal(lostSentence(record, why, seen), sentence));
});

describe("the look for the containers of a cluster that does not answer", () => {
  const inspected = (running: Partial<Record<keyof typeof names | "x", boolean>>): string =>
    JSON.stringify(
      Object.entries(running).map(([Id, Running]) => ({
        Id,
        Name: `/${names[Id as keyof typeof names]}`,
        Created: "2026-11-22T12:00:01Z",
        State: { Running },
      })),
    );
  const withDocker = (script: string, test: () => Promise<void>): Promise<void> =>
    withFolder(async (folder) => {
      await writeProgram(join(folder, "docker"), `#!/bin/sh\ncase "$*" in ${script} *) exit 9;; esac\n`);
      await withPath(folder, test);
    });

  it("tells those that run from those that are stopped, and leaves out a stranger's", () =>
    withDocker(
      `info*) echo 27.5.1;; ps*) echo c;; inspect*) echo '${inspected({ c: false, w: true, x: true })}';;`,
      async () =>
        assert.deepEqual(await lookForContainers(record, "docker"), {
          engine: "docker",
          running: [names.w],
          stopped: [names.c],
        }),
    ));

  it("says why the engine does not tell", () =>
    withDocker("info*) echo 'no daemon' >&2; exit 1;;", async () => {
      const noted = { ...record, network: { engine: "docker", name: "kind" } } as const;
      assert.deepEqual(await lookForContainers(noted, "auto"), { reasons: ["docker does not answer: no daemon"] });
    }));

  it("does not take an engine that fails for one without containers", () =>
    withDocker("info*) echo 27.5.1;; ps*) echo broken >&2; exit 3;;", async () =>
      assert.deepEqual(await lookForContainers(record, "docker"), { reasons: ["docker ps failed: broken"] }),
    ));
});
