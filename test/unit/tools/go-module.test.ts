import assert from "node:assert/strict";
import { toolFacts } from "../../../components/tools/catalog.ts";
import { buildArguments, buildModule, readGoMod } from "../../../components/tools/go-module.ts";
import { simulated } from "../../../components/versions.ts";

const kubernetes = `// comment
module k8s.io/kubernetes

go 1.25.0

godebug default=go1.25

require (
	github.com/kylelemons/godebug v1.1.0 // indirect
	k8s.io/api v0.0.0
	k8s.io/client-go v0.0.0 // staging
	k8s.io/klog/v2 v2.130.1
)

require k8s.io/metrics v0.0.0

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/sample-controller => ./staging/src/k8s.io/sample-controller
)
`;

describe("a module that builds another one's commands", () => {
  it("reads what bears on the build, in blocks and in single lines", () => {
    assert.deepEqual(readGoMod(kubernetes), {
      go: "1.25.0",
      godebug: ["default=go1.25"],
      staged: ["k8s.io/api", "k8s.io/client-go", "k8s.io/metrics"],
    });
  });

  it("has defaults for a file without those lines", () => {
    assert.deepEqual(readGoMod("module example.org/x\n"), { go: "1.21", godebug: [], staged: [] });
  });

  it("replaces staging modules by the version they are published as", () => {
    assert.equal(
      buildModule("k8s.io/kubernetes", "1.35.4", readGoMod(kubernetes)),
      `module build.invalid/tools

go 1.25.0

godebug default=go1.25

require k8s.io/kubernetes v1.35.4

replace k8s.io/api => k8s.io/api v0.35.4
replace k8s.io/client-go => k8s.io/client-go v0.35.4
replace k8s.io/metrics => k8s.io/metrics v0.35.4
`,
    );
  });

  it("replaces nothing for a module whose requirements all exist", () => {
    const etcd = "module go.etcd.io/etcd/server/v3\n\ngo 1.26.0\n\nrequire go.etcd.io/etcd/api/v3 v3.6.16\n";
    const text = buildModule("go.etcd.io/etcd/server/v3", "3.6.16", readGoMod(etcd));
    assert.equal(text, "module build.invalid/tools\n\ngo 1.26.0\n\nrequire go.etcd.io/etcd/server/v3 v3.6.16\n");
  });

  it("builds all commands in one call and gives Kubernetes its version", () => {
    const tools = ["kube-apiserver", "kube-scheduler"] as const;
    const args = buildArguments(
      tools.map((tool) => toolFacts[tool].go),
      "/build/out",
    );
    assert.deepEqual(args.slice(-2), ["k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes/cmd/kube-scheduler"]);
    assert.equal(args[args.indexOf("-o") + 1], "/build/out/");
    assert.ok(args.includes("-trimpath"));
    const [major, minor] = simulated.kubernetes.split(".");
    const variables = "k8s.io/component-base/version";
    assert.equal(
      args[args.indexOf("-ldflags") + 1],
      `-s -w -X ${variables}.gitVersion=v${simulated.kubernetes} -X ${variables}.gitMajor=${major} ` +
        `-X ${variables}.gitMinor=${minor} -X ${variables}.gitTreeState=clean`,
    );
  });
});
