import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreV1Api, type KubeConfig, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { Check, PodSource } from "../../components/checks/check.ts";
import type { CheckRequest } from "../../components/checks/check-request.ts";
import type { CommandOutcome } from "../../components/checks/command-outcome.ts";
import { networkStatusAnnotation } from "../../components/checks/network-status.ts";
import { type CheckAccess, performCheck } from "../../components/checks/perform-check.ts";
import { execInPod } from "../../components/checks/pod-exec.ts";
import type { CheckResult } from "../../components/checks/verdict.ts";
import { createSimulated, deleteSimulated } from "../../components/clusters/lifecycle/simulated.ts";
import { clusterAccess } from "../../components/checks/cluster-access.ts";
import { kubeconfigFile } from "../../components/clusters/stack-files.ts";
import { loadKubeConfig } from "../../components/kubernetes-api/client.ts";
import { run } from "../../components/processes.ts";
import { waitFor } from "../../components/wait.ts";
import { versionSets } from "../../components/versions.ts";
import { overlayChecks } from "../../stacks/overlay/checks.ts";
import { overlayNetwork } from "../../stacks/overlay/network.ts";
import { overlayPods, podManifest } from "../../stacks/overlay/pods.ts";
import { processesThatName } from "../support/engine-processes.ts";
import { execCluster } from "../support/exec-cluster.ts";
import { runScript } from "../support/processes.ts";
import { StrictApi } from "../support/strict-api.ts";

/** 30 times as fast as it is, so that the time a process gives its check is over soon. */
const fastClock =
  "data:text/javascript,const real = Date.now, start = real(); Date.now = () => start + (real() - start) * 30;";

const { tenants } = overlayNetwork("");

describe("checks through a real API server's exec", function () {
  this.timeout(60_000);
  const directory = mkdtempSync(join(tmpdir(), "labs-exec-"));
  const request = execCluster(directory);
  const kubeconfig = kubeconfigFile(directory);
  const source: PodSource = { kind: "pod", namespace: "tenantblue", pod: "podclient", container: "http-server" };
  let config: KubeConfig;
  let server: Server;
  let body: string;
  let o1: Check;
  let port: number;

  before(async function () {
    this.timeout(240_000);
    const curl = await run("curl", ["--version"]);
    if (curl.status !== 0) {
      process.stdout.write(`    skipped: curl does not run here: ${curl.stderr}\n`);
      this.skip();
    }
    server = createServer((asked, answer) => {
      answer.statusCode = asked.url === "/hostname" ? 200 : 404;
      answer.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const original = overlayChecks(tenants).find(({ id }) => id === "O1");
    assert.ok(original);
    port = (server.address() as AddressInfo).port;
    o1 = { ...original, how: { kind: "http", port, path: "/hostname" } };
    await createSimulated(request, () => undefined);
    config = loadKubeConfig({ kubeconfig });
    await createPods();
  });

  beforeEach(() => {
    body = "blue-server";
  });

  after(async function () {
    this.timeout(60_000);
    (server as Server | undefined)?.close();
    await deleteSimulated(request, () => undefined);
    assert.ok(!existsSync(join(directory, "kwok")) && !existsSync(kubeconfig));
    rmSync(directory, { recursive: true });
    await waitFor({ what: "the end of all processes", timeout: 20, interval: 0.2 }, async () => {
      const left = await processesThatName(directory);
      return left.length === 0 ? { met: true } : { seen: left.map(({ command }) => command).join("; ") };
    });
  });

  /** The scenario's own, on their network at once: the servers' address is this host's. */
  async function createPods(): Promise<void> {
    const api = StrictApi.of(config);
    const core = config.makeApiClient(CoreV1Api);
    for (const name of Object.values(tenants))
      await api.createStrictly({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    for (const pod of overlayPods(tenants)) {
      const manifest = podManifest(pod, versionSets.current.images.overlayServer);
      const status = [{ name: `${pod.namespace}/shared-net`, interface: "net1", ips: ["127.0.0.1"] }];
      Object.assign(manifest.metadata.annotations, { [networkStatusAnnotation]: JSON.stringify(status) });
      // Refused until the namespace has its ServiceAccount.
      await waitFor({ what: `pod ${pod.name}`, timeout: 30, interval: 0.2 }, async () => ({
        met: await api.createStrictly({ apiVersion: "v1", kind: "Pod", ...manifest }),
      }));
      await waitFor({ what: `${pod.name} to be Running`, timeout: 30, interval: 0.2 }, async () => {
        const { status: now } = await core.readNamespacedPod({ namespace: pod.namespace, name: pod.name });
        return now?.phase === "Running" ? { met: true } : { seen: now?.phase ?? "" };
      });
    }
  }

  describe("execInPod", () => {
    const exec = (command: string[], from: Partial<PodSource> = {}, timeout = 20): Promise<CommandOutcome> =>
      execInPod(config, { ...source, ...from }, command, timeout);

    it("gives both outputs apart", async () => {
      const words = await exec(["sh", "-c", 'echo "$1"; echo "oh no" >&2', "sh", "a b & c=d/é?"]);
      assert.deepEqual(words, { exitCode: 0, stdout: "a b & c=d/é?\n", stderr: "oh no\n" });
    });

    it("is no success after a command that failed", async () => {
      for (const code of [1, 7, 28, 255]) {
        const failed = await exec(["sh", "-c", `exit ${code}`]);
        // A kubelet tells the exit code as such; KWOK's only has words for it, which stand in for those the command did not say, too.
        assert.equal(failed.exitCode, code);
        assert.match(failed.stderr, new RegExp(`exit status ${code}$`));
      }
    });

    it("gives a long output whole", async () => {
      const { stdout } = await exec(["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"]);
      assert.equal(stdout.length, 3_000_000);
      assert.match(stdout, /^x+$/);
    });

    it("tells a command that is not there from one that failed", async () => {
      const { exitCode, stderr } = await exec(["no-such-command"]);
      assert.equal(exitCode, -1);
      assert.match(stderr, /no-such-command.*not found/);
    });

    it("says that a pod, container or namespace is not there", async () => {
      const place = (from: string): RegExp =>
        new RegExp(`^Error: exec in ${from}: Unexpected server response: 40[04]$`);
      await assert.rejects(exec(["true"], { pod: "absent" }), place("tenantblue/absent, container http-server"));
      await assert.rejects(exec(["true"], { container: "absent" }), place("tenantblue/podclient, container absent"));
      await assert.rejects(exec(["true"], { namespace: "absent" }), place("absent/podclient, container http-server"));
    });

    it("says that nothing answers", async () => {
      const nowhere = loadKubeConfig({ kubeconfig });
      nowhere.loadFromString(config.exportConfig().replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"));
      await assert.rejects(execInPod(nowhere, source, ["true"], 20), /ECONNREFUSED/);
    });

    it("gives up on a command that does not end", async () => {
      const start = Date.now();
      // It would end when this suite's files go.
      const endless = ["sh", "-c", 'while [ -e "$1" ]; do sleep 0.2; done', "sh", kubeconfig];
      await assert.rejects(exec(endless, {}, 1), new Error("no end of the command within 1 s"));
      assert.ok(Date.now() - start < 5000);
    });
  });

  describe("performCheck", () => {
    const limits = { timeout: 0.5, interval: 0.1 };

    const access = (): CheckAccess => clusterAccess(config);

    it("fails when somebody else answers", async () => {
      body = "red-server";
      // Long enough for a second attempt on a machine that is busy: with 0.5 s, one of 13 runs of this tier had one alone.
      const { verdict, observed, attempts } = await performCheck(o1, access(), { limits: { ...limits, timeout: 4 } });
      assert.deepEqual({ verdict, observed }, { verdict: "failed", observed: 'HTTP 200, body "red-server"' });
      assert.ok(attempts > 1);
    });

    it("fails when the answer is no success", async () => {
      const { verdict, observed } = await performCheck(
        { ...o1, how: { kind: "http", port, path: "/other" } },
        access(),
        { limits },
      );
      assert.deepEqual({ verdict, observed }, { verdict: "failed", observed: 'HTTP 404, body "blue-server"' });
    });

    it("fails when nothing listens", async () => {
      const { verdict, observed } = await performCheck(
        { ...o1, how: { kind: "http", port: 1, path: "/hostname" } },
        access(),
        { limits },
      );
      assert.equal(verdict, "failed");
      assert.match(observed, /^refused \(curl exit 7: Connection refused\)$/);
    });

    it("goes from a container that is added to the pod", async () => {
      const core = config.makeApiClient(CoreV1Api);
      const from: PodSource = { ...source, container: "probe", added: versionSets.current.images.overlayServer };
      const performed = performCheck({ ...o1, from }, access(), { limits: { timeout: 20, interval: 0.2 } });
      const place = { name: from.pod, namespace: from.namespace };
      await waitFor({ what: "the container", timeout: 20, interval: 0.2 }, async () => {
        const { spec } = await core.readNamespacedPod(place);
        return spec?.ephemeralContainers?.length ? { met: true } : { seen: "none" };
      });
      // KWOK's kubelet, as it is set up here, does not start it.
      const running = { name: "probe", image: "", imageID: "", ready: false, restartCount: 0, state: { running: {} } };
      const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
      await core.patchNamespacedPodStatus(
        { ...place, body: { status: { ephemeralContainerStatuses: [running] } } },
        asMerge,
      );
      const { verdict, observed } = await performed;
      assert.deepEqual({ verdict, observed }, { verdict: "passed", observed: 'HTTP 200, body "blue-server"' });
    });

    it("is no verdict on the network when the client is not there", async () => {
      const { verdict, observed } = await performCheck({ ...o1, from: { ...source, pod: "absent" } }, access(), {
        limits,
      });
      assert.equal(verdict, "not run");
      assert.match(observed, /^exec in tenantblue\/absent, .*404$/);
    });
  });

  describe("the process of a check", () => {
    async function runCheck(
      changes: Partial<CheckRequest> = {},
      nodeOptions: readonly string[] = [],
    ): Promise<{ status: number; stderr: string; result: CheckResult }> {
      const sent: CheckRequest = {
        checks: [o1],
        twin: null,
        kubeconfig,
        context: null,
        notRunBecause: null,
        results: join(directory, "results"),
        timeout: 90,
        atOnce: 0,
        ...changes,
      };
      const variables = { CHECK_REQUEST: JSON.stringify(sent) };
      const { status, stdout, stderr } = await runScript("components/checks/main.ts", variables, { nodeOptions });
      return { status, stderr, result: JSON.parse(stdout) as CheckResult };
    }

    it("ends with 0 when the server answers its name", async () => {
      const { status, result, stderr } = await runCheck();
      assert.equal(status, 0);
      const { seconds, repeat, ...rest } = result;
      assert.ok(seconds < 60);
      assert.match(repeat, /^kubectl exec -n tenantblue podclient -c http-server -- curl .*\/hostname$/);
      assert.deepEqual(rest, {
        id: "O1",
        title: o1.title,
        step: "workloads",
        from: "tenantblue/podclient",
        to: "tenantblue/blue-server on tenantblue/shared-net",
        how: `HTTP GET :${port}/hostname`,
        expected: "reachable, body blue-server",
        observed: 'HTTP 200, body "blue-server"',
        verdict: "passed",
        attempts: 1,
      });
      assert.match(stderr, /^O1 passed: /);
    });

    it("ends with 1 and its result when somebody else answers all the time", async () => {
      body = "red-server";
      const { status, result, stderr } = await runCheck({}, ["--import", fastClock]);
      assert.equal(status, 1);
      assert.equal(result.verdict, "failed");
      assert.equal(result.observed, 'HTTP 200, body "red-server"');
      assert.match(stderr, /waiting for O1, .*: HTTP 200, body "red-server"\nO1 failed: /);
    });

    it("ends with 1 when the pod it is about is not there", async () => {
      const to = { ...o1.to, pod: "absent" };
      const { status, result, stderr } = await runCheck({ checks: [{ ...o1, to }] }, ["--import", fastClock]);
      assert.equal(status, 1);
      assert.equal(result.verdict, "not run");
      assert.equal(result.observed, 'HTTP 404: pods "absent" not found');
      // Said once, for nothing of it changes.
      assert.equal(stderr.match(/^waiting for /gm)?.length, 1, stderr);
    });

    it("ends with 0 for a check that this cluster cannot run", async () => {
      const { status, result } = await runCheck({ notRunBecause: "simulated nodes carry no packets" });
      assert.equal(status, 0);
      assert.equal(result.verdict, "not run");
      assert.equal(result.observed, "simulated nodes carry no packets");
    });
  });
});
