import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CoreV1Api, KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import type { CheckResult } from "../../components/checks/verdict.ts";
import type { Outline } from "../../components/topology/outline.ts";
import { eachBuildsOnTheLast, Lab, readText, said, simulatedWith, succeeded } from "../support/engine.ts";
import { bareSearchPath } from "../support/engine-path.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

describe("the life of overlay on a simulated cluster, without container engine, kubectl and kubeconfig", function () {
  this.timeout(600_000);
  eachBuildsOnTheLast();
  let lab: Lab;
  let upstream: Upstream;
  let bare: { PATH: string };
  let planned: string[];

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("life");
    bare = { PATH: await bareSearchPath(join(lab.temporary, "bin")) };
  });
  after(() => Lab.disposeAll());

  it("the first preview needs no cluster, makes none and leaves nothing in the home", async () => {
    const words = [...simulatedWith(upstream), "--json"];
    const result = succeeded(await lab.command("preview", words, bare));
    const { steps } = JSON.parse(result.stdout) as { steps: { op: string; urn: string }[] };
    assert.deepEqual([...new Set(steps.map((step) => step.op))], ["create"]);
    planned = steps.map((step) => step.urn);
    assert.equal(existsSync(lab.directory), false);
    assert.deepEqual(readdirSync(lab.home), []);
    assert.deepEqual(
      readdirSync(lab.temporary).filter((name) => name.startsWith("ovn-labs-")),
      [],
    );
  });

  it("up builds all of it within two minutes and does not call a check passed that was not run", async () => {
    const start = Date.now();
    const result = succeeded(await lab.command("up", [], bare));
    const seconds = Math.round((Date.now() - start) / 1000);
    process.stdout.write(`      up took ${seconds} s\n`);
    assert.ok(seconds < 120, `${seconds} s`);
    assert.match(result.stdout, /Checks: 0 passed, 0 failed, 2 not run/);
    assert.match(result.stdout, /^Written: .*report\.html$/m);
    assert.match(readFileSync(join(lab.directory, "report.html"), "utf8"), /None of 2 checks was run/);
    assert.deepEqual(readdirSync(lab.home), []);
    const { checks, topology, nextSteps } = await lab.outputs<{
      checks: CheckResult[];
      topology: Outline;
      nextSteps: string[];
    }>();
    assert.deepEqual(topology.namespaces["tenantyellow"], {
      network: "cluster default network",
      objects: ["pod yellow-server"],
    });
    assert.equal(nextSteps.at(-1), `npm run destroy -- overlay --stack ${lab.stack}`);
    assert.deepEqual(
      checks.map(({ id, verdict, observed }) => [id, verdict, observed]),
      ["O1", "O2"].map((id) => [id, "not run", "simulated nodes carry no packets"]),
    );
  });

  // Pulumi's previews never list the default providers of packages; they are in the state alone.
  it("what the first preview listed is what there is, to the last resource but Pulumi's default providers", async () => {
    const urns = (await lab.resources()).map((resource) => resource.urn);
    const made = urns.filter((urn) => !planned.includes(urn));
    assert.ok(planned.length > 60, `${planned.length} resources`);
    assert.deepEqual(
      planned.filter((urn) => !urns.includes(urn)),
      [],
    );
    assert.deepEqual(
      made
        .map((urn) =>
          urn
            .split("::")
            .slice(2)
            .join("::")
            .replace(/_\d.*$/, ""),
        )
        .toSorted(),
      ["pulumi:providers:command::default", "pulumi:providers:pulumi::default"],
    );
  });

  it("a second preview and a refresh see no change", async () => {
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
    succeeded(await lab.pulumi(["refresh", "--yes", "--expect-no-changes"]));
  });

  it("nodes have the names, labels and the taint that kind's have", async () => {
    const nodes = (await lab.kubeConfig.makeApiClient(CoreV1Api).listNode()).items;
    const cluster = `ovn-${lab.stack}`;
    const facts = nodes.map(({ metadata, spec }) => {
      const roles = Object.keys(metadata?.labels ?? {}).filter((key) => key.startsWith("node-role.kubernetes.io/"));
      const taints = (spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
      return [metadata?.name, metadata?.labels?.["k8s.ovn.org/zone-name"], roles, taints];
    });
    const controlPlane = "node-role.kubernetes.io/control-plane";
    const worker = (name: string) => [name, name, ["node-role.kubernetes.io/worker"], []];
    const first = `${cluster}-control-plane`;
    assert.deepEqual(facts, [
      [first, first, [controlPlane], [`${controlPlane}:NoSchedule`]],
      worker(`${cluster}-worker`),
      worker(`${cluster}-worker2`),
    ]);
  });

  it("the kubeconfig is this user's alone and secret in the state", async () => {
    const { kubeconfig } = lab.access;
    assert.equal(statSync(kubeconfig).mode & 0o777, 0o600);
    assert.equal(statSync(lab.directory).mode & 0o777, 0o700);
    const server = /https:\/\/127\.0\.0\.1:\d+/.exec(readText(kubeconfig))?.[0];
    assert.ok(server, "the kubeconfig names a server");
    const state = await lab.exported();
    assert.ok(state.includes("ciphertext"));
    assert.ok(!state.includes(server), "the state has the server's address in plain text");
    const shown = await lab.outputs<{ kubeconfig: string }>();
    assert.equal(shown.kubeconfig, "[secret]");
    const revealed = succeeded(await lab.pulumi(["stack", "output", "kubeconfig", "--show-secrets"]));
    assert.equal(revealed.stdout.trim(), readText(kubeconfig).trim());
  });

  it("the state that was exported and imported again has no change", async () => {
    const file = join(lab.temporary, "state.json");
    writeFileSync(file, await lab.exported());
    succeeded(await lab.pulumi(["stack", "import", "--file", file]));
    succeeded(await lab.pulumi(["preview", "--expect-no-changes"]));
  });

  it("an object changed by hand is seen by refresh and repaired by up --refresh", async () => {
    const api = KubernetesObjectApi.makeApiClient(lab.kubeConfig);
    const header = {
      apiVersion: "k8s.cni.cncf.io/v1",
      kind: "NetworkAttachmentDefinition",
      metadata: { namespace: "tenantblue", name: "shared-net" },
    };
    const read = async () => ((await api.read(header)) as { spec?: { config?: string } }).spec?.config;
    const wanted = await read();
    const byHand = { ...header, spec: { config: '{"cniVersion":"1.0.0","name":"by-hand","type":"bridge"}' } };
    await api.patch(byHand, undefined, undefined, "kubectl-edit", undefined, PatchStrategy.MergePatch);
    const seen = succeeded(await lab.pulumi(["refresh", "--preview-only", "--diff"]));
    assert.match(said(seen), /by-hand/);
    succeeded(await lab.command("up", ["--refresh", "--skip-preview"], bare));
    assert.equal(await read(), wanted);
  });

  it("a pod deleted by hand is seen by refresh and made again by up --refresh, and the checks run again", async () => {
    const core = lab.kubeConfig.makeApiClient(CoreV1Api);
    const pod = { namespace: "tenantblue", name: "blue-server" };
    const old = (await core.readNamespacedPod(pod)).metadata?.uid ?? "";
    await core.deleteNamespacedPod({ ...pod, gracePeriodSeconds: 0 });
    const seen = succeeded(await lab.pulumi(["refresh", "--preview-only"]));
    assert.match(said(seen), /Pod overlay-blue-server delete/);
    const repaired = succeeded(await lab.command("up", ["--refresh"], bare));
    const now = (await core.readNamespacedPod(pod)).metadata?.uid ?? "";
    assert.notEqual(now, old);
    const checks = (await lab.resources()).filter((resource) => /::checks-O\d$/.test(resource.urn));
    assert.equal(checks.length, 2);
    for (const check of checks) {
      const { environment } = check.inputs as { environment: { CHECK_WORKLOADS: string } };
      assert.ok(environment.CHECK_WORKLOADS.includes(now) && !environment.CHECK_WORKLOADS.includes(old));
    }
    for (const id of ["O1", "O2"]) assert.match(repaired.stdout, new RegExp(`checks-${id} updated .*${id} not run`));
  });

  it("a change to the chart of master deletes neither of OVN-Kubernetes' namespaces", async () => {
    const { steps } = await lab.preview(["-c", "lab:ovnKubernetes=master"]);
    const changes = steps.filter((step) => step.op !== "same");
    assert.ok(changes.some(({ op, urn }) => op === "update" && urn.endsWith("/ovnkube-node")));
    const namespaces = ["ovn-kubernetes", "ovn-host-network"].map((name) => `Namespace::ovn-kubernetes:${name}`);
    assert.deepEqual(
      changes.filter(({ op, urn }) => /delete|replace/.test(op) && namespaces.some((end) => urn.endsWith(end))),
      [],
    );
  });

  it("destroy leaves nothing", async () => {
    const result = succeeded(await lab.command("destroy", [], bare));
    assert.match(result.stdout, new RegExp(`nothing of stack ${lab.stack} is left`));
    assert.deepEqual(await lab.leftovers(), []);
    const list = succeeded(await lab.command("destroy", [], bare));
    assert.match(list.stdout, /There is no stack/);
  });
});

describe("the chart of master", function () {
  this.timeout(300_000);
  let lab: Lab;
  let upstream: Upstream;

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("master");
  });
  after(() => Lab.disposeAll());

  it("is previewed without a cluster, with its objects and the image of its branch", async () => {
    const words = [...simulatedWith(upstream), "-c", "ovnKubernetes=master", "--json"];
    const result = succeeded(await lab.command("preview", words));
    const { steps } = JSON.parse(result.stdout) as { steps: { urn: string; newState?: { inputs?: unknown } }[] };
    const chart = steps.filter((step) => step.urn.includes("kubernetes:helm.sh/v4:Chart$"));
    for (const end of [
      "DaemonSet::ovn-kubernetes:ovn-kubernetes/ovnkube-node",
      "Namespace::ovn-kubernetes:ovn-host-network",
    ])
      assert.ok(
        chart.some((step) => step.urn.endsWith(end)),
        end,
      );
    assert.ok(chart.length >= 40, `${chart.length} objects`);
    const images = JSON.stringify(chart.map((step) => step.newState?.inputs)).match(/"image":"[^"]+"/g) ?? [];
    assert.deepEqual([...new Set(images)], ['"image":"ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu:master"']);
  });
});
