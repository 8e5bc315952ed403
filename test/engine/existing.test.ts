import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppsV1Api, CoreV1Api } from "@kubernetes/client-node";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import type { RunResult } from "../../components/processes.ts";
import { Lab, readText, said, simulatedSettings, succeeded } from "../support/engine.ts";
import { disposeWith, HostCluster, type Inventory } from "../support/host-cluster.ts";
import { closedPort } from "../support/ports.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

/** Seconds that a check attempts, and as many for everything before it on a loaded machine. */
const upTimeout = 600_000;

describe("an existing cluster, for which a bare simulated one stands in", function () {
  this.timeout(300_000);
  let lab: Lab;
  let upstream: Upstream;
  let host: HostCluster;
  let untouched: Inventory;
  let up: Promise<RunResult>;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("exist");
    host = new HostCluster("there-already", lab.environment());
    untouched = await host.make();
  });

  after(() => disposeWith(host));

  it("up begins to install everything on it", async () => {
    const ofTheNodes = { gatewayInterface: "eno1", mtu: "1300", cpuRequests: "none" };
    const settings = { ...simulatedSettings(upstream), ...host.settings, ...ofTheNodes };
    await lab.init({ ...settings, scenario: "overlay", checkTimeout: "30" });
    up = lab.pulumi(["up", "--yes", "--skip-preview"]);
  });

  // These run while the first stack's checks are tried.
  const refusals: [string, () => Promise<Record<string, string>>, string[]][] = [
    [
      "an unreachable existing cluster is refused with its address",
      async () => {
        const server = `https://127.0.0.1:${await closedPort()}`;
        return { kubeconfig: changedKubeconfig(server), context: host.context };
      },
      [
        "the existing cluster cannot be used",
        `the API server https://127.0.0.1:`,
        "does not answer",
        "ECONNREFUSED",
        "Check lab:kubeconfig",
      ],
    ],
    [
      "a context that the kubeconfig does not have is refused with those it has",
      () => Promise.resolve({ kubeconfig: host.kubeconfig, context: "elsewhere" }),
      ["has no context elsewhere", "it has kwok-there-already", "Check lab:kubeconfig and lab:context"],
    ],
    [
      "a kubeconfig that is not there is refused with its path",
      () => Promise.resolve({ kubeconfig: join(lab.temporary, "nothing"), context: host.context }),
      ["nothing cannot be read", "Check lab:kubeconfig"],
    ],
  ];
  for (const [title, settings, parts] of refusals)
    it(title, async () => {
      const other = await Lab.make("refuse");
      try {
        await other.init({
          ...simulatedSettings(upstream),
          scenario: "overlay",
          cluster: "existing",
          ...(await settings()),
        });
        const result = await other.pulumi(["up", "--yes", "--skip-preview"]);
        assert.notEqual(result.status, 0);
        for (const part of parts) assert.ok(said(result).includes(part), `${part} in:\n${said(result)}`);
        assert.doesNotMatch(said(result), /^\s+at .*:\d+:\d+\)?$/m, "a stack trace");
        assert.deepEqual(await other.made(), []);
      } finally {
        await other.dispose();
      }
    });

  it("up fails, for on these nodes no check can pass, and no verdict says so", async function () {
    this.timeout(upTimeout);
    const result = await up;
    assert.notEqual(result.status, 0);
    for (const id of ["O1", "O2"])
      assert.match(said(result), new RegExp(`${id} not run: .*no annotation k8s.v1.cni.cncf.io/network-status`));
    assert.doesNotMatch(said(result), /O[12] passed/);
    const { checks } = await lab.outputs<{ checks?: { verdict: string }[] }>();
    assert.deepEqual(checks ?? [], []);
    const now = await host.inventory();
    assert.ok(now["namespaces"]?.includes("/tenantblue"));
    assert.ok(now["daemonSets"]?.includes("ovn-kubernetes/ovnkube-node"));
    // The socket is what is left of a program that Pulumi killed; npm run up removes it.
    const kept = ["results", "results.json", "junit.xml", "report.html", "bundles", "commands.sock"];
    const others = readdirSync(lab.directory).filter((name) => !kept.includes(name));
    assert.deepEqual(others, [], "an existing cluster has no files of the stack but its results");
  });

  it("OVN-Kubernetes is told of its nodes' gateway and MTU, and requests no CPU, as the settings say", async () => {
    const core = host.config.makeApiClient(CoreV1Api);
    const { data } = await core.readNamespacedConfigMap({ namespace: "ovn-kubernetes", name: "ovn-config" });
    assert.equal(data?.["mtu"], "1300");
    const apps = host.config.makeApiClient(AppsV1Api);
    const { items } = await apps.listNamespacedDaemonSet({ namespace: "ovn-kubernetes" });
    const containers = items.flatMap(({ spec }) => spec?.template.spec?.containers ?? []);
    const gateways = containers.flatMap(({ env }) => env?.filter(({ name }) => name === "OVN_GATEWAY_OPTS") ?? []);
    assert.deepEqual([...new Set(gateways.map(({ value }) => value))], ["--gateway-interface=eno1"]);
    const requests = containers.map(({ resources }) => resources?.requests?.["cpu"]);
    assert.ok(requests.length >= 5, String(requests));
    assert.deepEqual([...new Set(requests)], ["0"]);
  });

  it("destroy removes every object it made, and the cluster runs on", async () => {
    succeeded(await lab.command("destroy"));
    assert.deepEqual(await host.inventory(), untouched);
    assert.ok("version" in (await probeApi(host)));
    assert.deepEqual(readdirSync(lab.home), []);
    assert.equal(existsSync(lab.settingsFile), false);
    assert.equal(existsSync(lab.directory), false);
  });

  function changedKubeconfig(server: string): string {
    const file = join(lab.temporary, "changed-kubeconfig");
    writeFileSync(file, readText(host.kubeconfig).replace(/https:\/\/127\.0\.0\.1:\d+/, server));
    return file;
  }
});
