import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { planOf, type Plan, resource, runPlan } from "./planned.ts";
import { project, upstream } from "./support.ts";
import { filesBelow, withFolder } from "./tools/support.ts";

describe("a plan", function () {
  this.timeout(60_000);

  it("needs no network, no file of a user and no upstream file, and leaves nothing behind", () =>
    withFolder(async (folder) => {
      const [home, cache] = [join(folder, "home"), join(folder, "cache")];
      for (const empty of [home, cache]) await mkdir(empty);
      const guard = pathToFileURL(join(project, "test", "unit", "program", "no-network.mjs")).href;

      const { status, stdout, stderr } = await runPlan(["--json"], {
        HOME: home,
        OVN_LABS_CACHE: cache,
        XDG_CACHE_HOME: cache,
        PATH: "",
        NODE_OPTIONS: `--import=${guard}`,
      });

      assert.equal(status, 0, stderr);
      const said =
        /^The objects of (.+) are not listed: their files are not there, and a plan fetches nothing\. (.*)\n\n$/;
      const [, sets = "", advice] = said.exec(stderr) ?? [];
      assert.deepEqual(sets.split(", ").toSorted(), [
        "ipamclaims/v0.5.1-alpha",
        "multi-networkpolicy/master-f1873dc",
        "multus-cni/v4.1.3",
      ]);
      assert.equal(advice, "lab:artifacts names a folder with them; the first preview fetches them.");
      const plan = JSON.parse(stdout) as Plan;
      const below = (name: string) =>
        plan.resources.filter(({ parent }) => parent?.endsWith(`::${name}`)).map((child) => child.name);
      assert.deepEqual(below("multus"), []);
      assert.deepEqual(below("network-definitions"), []);
      assert.deepEqual(below("ovn-kubernetes"), ["ovn-kubernetes"]);
      assert.equal(below("overlay").length, 7);
      assert.deepEqual(await filesBelow(folder), []);
    }));

  it("names a file of lab:artifacts that is wrong, and does not take it for one that is still to come", () =>
    withFolder(async (folder) => {
      const set = join(folder, "multus-cni", "v4.1.3");
      await mkdir(set, { recursive: true });
      await writeFile(join(set, "multus-daemonset.yml"), "kind: List\n");
      const { status, stdout, stderr } = await runPlan(["-c", `artifacts=${folder}`]);
      assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
      assert.ok(
        stderr.startsWith(
          `${join(set, "multus-daemonset.yml")} is not the file this program was tested with: expected SHA-256 `,
        ),
        stderr,
      );
      assert.doesNotMatch(stderr, /^\s+at /m);
    }));

  it("refuses wrong settings with every problem, and a scenario that is not there", async () => {
    const { status, stdout, stderr } = await runPlan(["-c", "workers=0", "-c", "cluster=k3d"]);
    assert.deepEqual({ status: status === 0, stdout }, { status: false, stdout: "" });
    assert.ok(
      stderr.startsWith('lab:cluster is "k3d": it must be one of kind, simulated, existing\nlab:workers is "0": '),
    );
  });

  const refused: Record<string, [setting: string, message: string]> = {
    "a step that is not there": [
      "step=5",
      'lab:step is "5": scenario overlay has no such step; it has 1 networks, 2 workloads\n',
    ],
    "a cluster on the range of a scenario's network": [
      "podSubnet=192.168.0.0/16",
      "network green-network of scenario overlay, 192.168.200.0/24, overlaps lab:podSubnet, 192.168.0.0/16\n" +
        "Choose other ranges for the cluster: -c podSubnet=<range> or -c serviceSubnet=<range>\n",
    ],
  };
  for (const [what, [setting, message]] of Object.entries(refused))
    it(`refuses ${what}`, async () =>
      assert.deepEqual(await runPlan(["-c", setting]), { status: 2, stdout: "", stderr: message }));

  it("has the settings in what it makes: the cluster's own request, its chart and its wait", async () => {
    const plan = await planOf({
      clusterName: "mine",
      workers: "1",
      podSubnet: "10.10.0.0/16",
      ovnKubernetes: "master",
      readinessTimeout: "60",
      mtu: "1300",
      nameServers: "192.0.2.53",
    });
    const environment = resource(plan, "cluster-kind").inputs["environment"] as { CLUSTER_REQUEST: string };
    const { config, nodes, ...request } = JSON.parse(environment.CLUSTER_REQUEST) as Record<string, unknown>;
    assert.deepEqual(request, {
      kind: "kind",
      name: "mine",
      incarnation: "",
      directory: ".stacks/unit-tests",
      sysctls: ["net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1"],
      containerEngine: "auto",
      etcd: "memory",
    });
    const { networking, nodes: roles } = parse(String(config)) as { networking: object; nodes: { role: string }[] };
    assert.deepEqual(networking, {
      disableDefaultCNI: true,
      kubeProxyMode: "none",
      ipFamily: "ipv4",
      podSubnet: "10.10.0.0/16",
      serviceSubnet: "10.96.0.0/16",
    });
    assert.deepEqual(
      roles.map(({ role }) => role),
      ["control-plane", "worker"],
    );
    assert.deepEqual(
      (nodes as { name: string }[]).map(({ name }) => name),
      ["mine-control-plane", "mine-worker"],
    );
    assert.deepEqual(resource(plan, "ovn-kubernetes").inputs, {
      chart: "ovn-kubernetes/master-8871cd9/helm/ovn-kubernetes",
      valueYamlFiles: [{ file: "ovn-kubernetes/master-8871cd9/helm/ovn-kubernetes/values-single-node-zone.yaml" }],
      values: {
        k8sAPIServer: "https://mine-control-plane:6443",
        podNetwork: "10.10.0.0/16/24",
        serviceNetwork: "10.96.0.0/16",
        skipCallToK8s: true,
        mtu: 1300,
        global: {
          skipCallToK8s: true,
          image: { repository: "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu", tag: "master" },
          enableMultiNetwork: true,
          enableNetworkSegmentation: true,
        },
      },
    });
    const forwarding = resource(plan, "name-forwarding-coredns").inputs["environment"] as Record<string, string>;
    assert.deepEqual(JSON.parse(forwarding["NAME_FORWARDING_REQUEST"] ?? ""), {
      kubeconfig: ".stacks/unit-tests/kubeconfig",
      context: null,
      node: "mine-control-plane",
      containerEngine: "auto",
      servers: ["192.0.2.53"],
      families: ["ipv4"],
      of: "",
    });
    const wait = resource(plan, "workload-network-ready").inputs["environment"] as Record<string, string>;
    assert.deepEqual(Object.keys(wait), ["COMMAND_SOCKET", "READINESS_REQUEST"]);
    assert.deepEqual(JSON.parse(wait["READINESS_REQUEST"] ?? ""), {
      kubeconfig: ".stacks/unit-tests/kubeconfig",
      context: null,
      timeout: 60,
      conditions: [{ is: "deployment-available", namespace: "kube-system", name: "coredns" }],
      of: [""],
    });
  });

  it("as text has steps, resources with their stages, and checks (skipped where OVN_LABS_UPSTREAM names no copy of the files)", async function () {
    if (!existsSync(upstream)) this.skip();
    const { status, stdout, stderr } = await runPlan(["-c", `artifacts=${upstream}`]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const lines = stdout.split("\n");
    assert.equal(
      lines[0],
      'overlay: Two tenants on one secondary layer-2 network (FOSDEM 2024, "One SDN to connect them all")',
    );
    assert.deepEqual(
      lines.filter((line) => /^ +O\d/.test(line)),
      [
        "   O1  tenantblue/podclient -> tenantblue/blue-server on tenantblue/shared-net: HTTP GET :9000/hostname, reachable, body blue-server",
        "   O2  tenantblue/podclient -> tenantyellow/yellow-server on tenantyellow/shared-net: HTTP GET :9000/hostname, reachable, body yellow-server",
      ],
    );
    const stage = (name: string) => /^ *(\d+)/.exec(lines.find((line) => line.includes(`─ ${name} `)) ?? "")?.[1];
    const inTurn = ["cluster-kind", "cluster-api", "ovn-kubernetes", "workload-network-ready", "overlay-podclient"];
    // Stage 1 is what removes the remains of an interrupted making; multus' rights are there long before its DaemonSet, in 6.
    assert.deepEqual([...inTurn, "checks-O1"].map(stage), ["2", "3", "5", "6", "7", "8"]);
    assert.match(stdout, /^Resources: 33; /m);
    assert.match(stdout, /^Checks: 2, /m);
  });

  it("up to a step as text has the steps and checks up to it, and no later ones", async () => {
    const { status, stdout } = await runPlan(["-c", "step=networks"]);
    assert.equal(status, 0);
    const [, steps = ""] = /\nSteps\n([^]*?)\n\n/.exec(stdout) ?? [];
    assert.deepEqual(
      steps.split("\n").map((line) => /^ +(\d+ {2}[a-z-]+): /.exec(line)?.[1]),
      ["1  networks"],
    );
    assert.match(stdout, /^Checks: 0, /m);
  });
});
