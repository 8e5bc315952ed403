import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type ClusterRecord, writeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { clusterState } from "../../../components/clusters/incarnation.ts";
import { emptiedSentence } from "../../../components/clusters/lost-cluster.ts";
import { closedPort, withFolder } from "../tools/support.ts";
import { versionAnswer, withAnswers, writeKubeconfig } from "../support.ts";

const record: ClusterRecord = {
  kind: "simulated",
  name: "ovn",
  incarnation: "1234abcd",
  phase: "ready",
  createdAt: "2026-11-22T12:00:00.000Z",
  containers: [],
};

describe("the state of a stack's own cluster", () => {
  const stateAt = async (url: string, folder: string, known?: ClusterRecord) => {
    if (known) writeClusterRecord(folder, known);
    const kubeconfig = join(folder, "kubeconfig");
    await writeKubeconfig(kubeconfig, url);
    return clusterState(folder, { kubeconfig });
  };

  it("keeps its incarnation while it answers", () =>
    withFolder((folder) =>
      withAnswers(versionAnswer, async (url) =>
        assert.deepEqual(await stateAt(url, folder, record), { present: true, incarnation: "1234abcd" }),
      ),
    ));

  it("is not present while it was only being made, and nothing is lost", () =>
    withFolder((folder) =>
      withAnswers(versionAnswer, async (url) => {
        const { incarnation, ...rest } = await stateAt(url, folder, { ...record, phase: "creating" });
        assert.deepEqual(rest, { present: false });
        assert.match(incarnation, /^[0-9a-f]{8}$/);
        assert.notEqual(incarnation, record.incarnation);
      }),
    ));

  it("is not present without a record, and each look has an incarnation of its own", () =>
    withFolder((folder) =>
      withAnswers(versionAnswer, async (url) => {
        const states = [await stateAt(url, folder), await stateAt(url, folder)];
        assert.deepEqual(
          states.map(({ present }) => present),
          [false, false],
        );
        assert.notEqual(states[0]?.incarnation, states[1]?.incarnation);
      }),
    ));

  it("survives one lost answer", () =>
    withFolder((folder) => {
      let asked = 0;
      return withAnswers(
        (request, response) => {
          if (asked++ === 0) request.socket.destroy();
          else versionAnswer(request, response);
        },
        async (url) => assert.deepEqual(await stateAt(url, folder, record), { present: true, incarnation: "1234abcd" }),
      );
    }));

  const withUid = (answers: (asked: number) => { status: number; uid?: string }): RequestListener => {
    let asked = 0;
    return (request, response) => {
      if (request.url !== "/api/v1/namespaces/kube-system") {
        versionAnswer(request, response);
        return;
      }
      const { status, uid } = answers(asked++);
      response.statusCode = status;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ kind: status === 200 ? "Namespace" : "Status", metadata: { uid } }));
    };
  };
  const known: ClusterRecord = { ...record, kind: "kind", etcd: "memory", uid: "one" };

  it("keeps its incarnation while its kube-system is the one that came with it, also if it is not told at once", () =>
    withFolder((folder) =>
      withAnswers(
        withUid((asked) => (asked === 0 ? { status: 403 } : { status: 200, uid: "one" })),
        async (url) => assert.deepEqual(await stateAt(url, folder, known), { present: true, incarnation: "1234abcd" }),
      ),
    ));

  for (const [what, answer] of Object.entries({
    "has another kube-system": { status: 200, uid: "two" },
    "does not know the user any more": { status: 403 },
    "has no kube-system": { status: 404 },
  }))
    it(`is lost when it answers but ${what}, and is said to be empty`, async function () {
      this.timeout(30_000);
      await withFolder((folder) =>
        withAnswers(
          withUid(() => answer),
          async (url) => {
            const { incarnation, ...rest } = await stateAt(url, folder, known);
            assert.notEqual(incarnation, known.incarnation);
            assert.deepEqual(rest, { present: false, lost: emptiedSentence(known) });
          },
        ),
      );
    });

  it("is lost when it does not answer for ten seconds, and says so in a sentence", async function () {
    this.timeout(30_000);
    await withFolder(async (folder) => {
      const port = await closedPort();
      const { incarnation, ...rest } = await stateAt(`http://127.0.0.1:${port}`, folder, record);
      assert.notEqual(incarnation, record.incarnation);
      assert.deepEqual(rest, {
        present: false,
        lost:
          "the simulated cluster ovn is gone or does not answer (the API of simulated cluster ovn: not within 10 s; " +
          `last seen: request to http://127.0.0.1:${port}/version failed, reason: connect ECONNREFUSED 127.0.0.1:${port}); ` +
          "it will be made anew by npm run up",
        silent: false,
      });
    });
  });

  it("is lost when it takes questions and says nothing", async function () {
    this.timeout(30_000);
    await withFolder((folder) =>
      withAnswers(
        () => undefined,
        async (url) => {
          const { incarnation, ...rest } = await stateAt(url, folder, record);
          assert.notEqual(incarnation, record.incarnation);
          assert.deepEqual(rest, {
            present: false,
            lost:
              "the simulated cluster ovn is gone or does not answer (the API of simulated cluster ovn: not within 10 s; " +
              "last seen: no answer within 5 s); it will be made anew by npm run up",
            silent: true,
          });
        },
      ),
    );
  });
});
