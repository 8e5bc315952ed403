import assert from "node:assert/strict";
import { join } from "node:path";
import { CustomObjectsApi } from "@kubernetes/client-node";
import { run } from "../../components/processes.ts";
import { locatePulumi } from "../../components/tools/index.ts";
import { projectDirectory } from "../../stacks/commands/project.ts";
import { Lab, succeeded } from "../support/engine.ts";
import { disposeWith, HostCluster, type Inventory } from "../support/host-cluster.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const program = join(projectDirectory, "docs", "example");
const stack = "organization/ovn-kubernetes-elsewhere/own-program";

describe("a program of somebody else that uses the components, on a bare simulated cluster", function () {
  this.timeout(300_000);
  let lab: Lab;
  let host: HostCluster;
  let untouched: Inventory;
  let upstream: Upstream;

  const pulumi = async (...words: string[]) => {
    const { path = "" } = await locatePulumi({ projectDirectory });
    const result = await run(path, [...words, "--cwd", program, "--stack", stack], {
      // Settings of the stack are kept beside the program unless they are given.
      environment: lab.environment({ KUBECACHEDIR: join(lab.temporary, "api-cache") }),
    });
    return succeeded(result);
  };

  before(async function () {
    upstream = await upstreamOrSkip(this);
    lab = await Lab.make("own");
    host = new HostCluster("elsewhere", lab.environment());
    untouched = await host.make();
  });
  after(() => disposeWith(host));

  it("installs OVN-Kubernetes, multus and a network, has no change after that, and goes", async () => {
    const configFile = ["--config-file", join(lab.temporary, "Pulumi.own-program.yaml")];
    await pulumi("stack", "init", "--no-select");
    const settings = { kubeconfig: host.kubeconfig, apiServer: "https://control-plane:6443" };
    const pairs = Object.entries({ ...settings, ...(upstream.folder ? { artifacts: upstream.folder } : {}) });
    await pulumi(
      "config",
      "set-all",
      ...pairs.flatMap(([name, value]) => ["--plaintext", `${name}=${value}`]),
      ...configFile,
    );
    await pulumi("up", "--yes", "--skip-preview", ...configFile);
    const there = await host.inventory();
    assert.ok(there["daemonSets"]?.includes("ovn-kubernetes/ovnkube-node"), String(there["daemonSets"]));
    assert.ok(there["daemonSets"]?.includes("kube-system/kube-multus-ds"), String(there["daemonSets"]));
    const attachment = (await host.config.makeApiClient(CustomObjectsApi).getNamespacedCustomObject({
      group: "k8s.cni.cncf.io",
      version: "v1",
      namespace: "blue",
      plural: "network-attachment-definitions",
      name: "shared-net",
    })) as { spec: { config: string } };
    assert.match(attachment.spec.config, /"topology": "layer2"/);
    assert.equal((await pulumi("stack", "output", "attachment")).stdout.trim(), "blue/shared-net");
    await pulumi("preview", "--expect-no-changes", ...configFile);
    await host.haveEveryKindAtHand();
    await pulumi("destroy", "--yes", "--skip-preview", "--remove", ...configFile);
    assert.deepEqual(await host.inventory(), untouched);
  });
});
