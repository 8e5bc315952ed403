import assert from "node:assert/strict";
import { once } from "node:events";
import type { Socket } from "node:net";
import { AppsV1Api, CoreV1Api, KubernetesObjectApi } from "@kubernetes/client-node";
import { BoundedKubeConfig } from "../../../components/kubernetes-api/bounded-requests.ts";
import { execInPod } from "../../../components/checks/pod-exec.ts";
import { problemOf } from "../../../components/kubernetes-api/problem.ts";
import { waitForNodes } from "../../../components/kubernetes-api/nodes.ts";
import { withAnswers } from "../support.ts";

function configOf(server: string, timeout: number): BoundedKubeConfig {
  const config = new BoundedKubeConfig(timeout);
  config.loadFromClusterAndUser({ name: "lab", server, skipTLSVerify: true }, { name: "lab", token: "abc" });
  return config;
}

const said = (problem: string) => (error: unknown) => {
  assert.equal(problemOf(error), problem);
  return true;
};

describe("a request of a typed client", () => {
  it("is given up, and its connection closed, where a server takes it and says nothing", async () => {
    const sockets: Socket[] = [];
    await withAnswers(
      ({ socket }) => void sockets.push(socket),
      async (server) => {
        const config = configOf(server, 0.1);
        await assert.rejects(config.makeApiClient(CoreV1Api).listNode(), said("no answer within 0.1 s"));
        const read = KubernetesObjectApi.makeApiClient(config).read({
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: "kube-system" },
        });
        await assert.rejects(read, said("Failed to fetch resource metadata for v1/Namespace: no answer within 0.1 s"));
        assert.equal(sockets.length, 2);
        for (const socket of sockets) if (!socket.destroyed) await once(socket, "close");
      },
    );
  });

  it("is given up where the answer does not end", () =>
    withAnswers(
      (_, response) => {
        response.setHeader("Content-Type", "application/json");
        response.write('{"kind": "NodeList", ');
      },
      (server) =>
        assert.rejects(configOf(server, 0.1).makeApiClient(CoreV1Api).listNode(), said("no answer within 0.1 s")),
    ));

  it("lets a wait end in time, which tells what it saw", () =>
    withAnswers(
      () => undefined,
      (server) =>
        assert.rejects(
          waitForNodes(configOf(server, 0.1), ["one"], 0.2, () => undefined),
          /^TimeoutError: nodes to be Ready: not within 0\.2 s; last seen: no answer within 0\.1 s$/,
        ),
    ));

  it("to run a command in a pod is given up, and its connection closed", async () => {
    const sockets: Socket[] = [];
    await withAnswers(
      ({ socket }) => void sockets.push(socket),
      async (server) => {
        const pod = { kind: "pod", namespace: "lab", pod: "client", container: "shell" } as const;
        // As long as the exchange may take, and as the handshake may, whichever is over first.
        for (const [exchange, handshake, problem] of [
          [0.1, 0.3, "no end of the command within 0.1 s"],
          [5, 0.1, "exec in lab/client, container shell: Opening handshake has timed out"],
        ] as const)
          await assert.rejects(execInPod(configOf(server, handshake), pod, ["true"], exchange), new Error(problem));
        assert.equal(sockets.length, 2);
        for (const socket of sockets) if (!socket.destroyed) await once(socket, "close");
      },
    );
  });

  it("has the answer as a client of a plain kubeconfig has, and the refusal", () =>
    withAnswers(
      ({ url, headers }, response) => {
        response.setHeader("Content-Type", "application/json");
        response.statusCode = url?.includes("absent") ? 404 : 200;
        response.end(
          JSON.stringify(
            response.statusCode === 200
              ? { metadata: { name: headers.authorization } }
              : { message: 'deployments.apps "absent" not found' },
          ),
        );
      },
      async (server) => {
        const api = configOf(server, 5).makeApiClient(AppsV1Api);
        const found = await api.readNamespacedDeployment({ namespace: "lab", name: "there" });
        assert.equal(found.metadata?.name, "Bearer abc");
        await assert.rejects(
          api.readNamespacedDeployment({ namespace: "lab", name: "absent" }),
          said('HTTP 404: deployments.apps "absent" not found'),
        );
      },
    ));

  it("says plainly where nobody listens, and that a kubeconfig names no cluster", async () => {
    await assert.rejects(configOf("http://127.0.0.1:1", 5).makeApiClient(CoreV1Api).listNode(), (error) =>
      problemOf(error).includes("ECONNREFUSED"),
    );
    assert.throws(() => new BoundedKubeConfig().makeApiClient(CoreV1Api), /the current context names no cluster/);
  });
});
