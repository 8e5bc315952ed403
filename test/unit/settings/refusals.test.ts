import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi/errors.js";
import { settingDefinitions } from "../../../components/settings/setting-definitions.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { existing, problemsOf, settingsOf } from "./support.ts";

const only = (kinds: string, found: string): string =>
  `it has a meaning only where lab:cluster is ${kinds}, and it is ${found}`;
const cidr = "it is not a network in CIDR form, such as 10.244.0.0/16";

/** What is refused, each with every line that is said. */
const refusals: Record<string, [given: Record<string, string>, problems: string[]]> = {
  "an unknown scenario": [
    { scenario: "overlays" },
    ['lab:scenario is "overlays": there is no such scenario; there are overlay, localnet'],
  ],
  "an unknown kind of cluster": [
    { cluster: "minikube" },
    ['lab:cluster is "minikube": it must be one of kind, simulated, existing'],
  ],
  "an unknown container engine": [
    { containerEngine: "nerdctl" },
    ['lab:containerEngine is "nerdctl": it must be one of auto, docker, podman'],
  ],
  "an unknown mode of the platform": [
    { platform: "absent" },
    ['lab:platform is "absent": it must be one of install, present'],
  ],
  "an unknown version of OVN-Kubernetes": [
    { ovnKubernetes: "v1.2.0" },
    ['lab:ovnKubernetes is "v1.2.0": it must be one of v1.3.0, master'],
  ],
  "an unknown use of the internet": [{ internet: "yes" }, ['lab:internet is "yes": it must be one of use, none']],
  "an empty use of the internet": [{ internet: "" }, ['lab:internet is "": it must be one of use, none']],
  "a pod subnet that is no network": [{ podSubnet: "10.244.0.0" }, [`lab:podSubnet is "10.244.0.0": ${cidr}`]],
  "a service subnet that is no network": [{ serviceSubnet: "x" }, [`lab:serviceSubnet is "x": ${cidr}`]],
  "a pod subnet with host bits": [
    { podSubnet: "10.244.3.0/16" },
    ['lab:podSubnet is "10.244.3.0/16": it has host bits set; the network\'s own address is 10.244.0.0/16'],
  ],
  "a pod subnet without room for the nodes": [
    { podSubnet: "10.244.0.0/23" },
    ['lab:podSubnet is "10.244.0.0/23": it has no /24 for each of 3 nodes'],
  ],
  "a pod subnet of an existing cluster that is one node's": [
    { ...existing, podSubnet: "10.244.0.0/24" },
    ['lab:podSubnet is "10.244.0.0/24": it has no /24 for each of 1 node'],
  ],
  "an IPv6 pod subnet without room for the nodes": [
    { podSubnet: "fd00:10:244::/64", serviceSubnet: "fd00:10:96::/112" },
    ['lab:podSubnet is "fd00:10:244::/64": it has no /64 for each of 3 nodes'],
  ],
  "a pod subnet that overlaps the service subnet": [
    { podSubnet: "10.0.0.0/8" },
    ['lab:podSubnet is "10.0.0.0/8": it overlaps lab:serviceSubnet, 10.96.0.0/16'],
  ],
  "a pod subnet that overlaps the join subnet": [
    { podSubnet: "100.64.0.0/12" },
    ['lab:podSubnet is "100.64.0.0/12": it overlaps OVN-Kubernetes\' join subnet, 100.64.0.0/16'],
  ],
  "a pod subnet that overlaps the masquerade subnet": [
    { podSubnet: "169.254.0.0/16" },
    ['lab:podSubnet is "169.254.0.0/16": it overlaps OVN-Kubernetes\' masquerade subnet, 169.254.0.0/17'],
  ],
  "a service subnet that overlaps the transit subnet": [
    { serviceSubnet: "100.88.128.0/20" },
    ['lab:serviceSubnet is "100.88.128.0/20": it overlaps OVN-Kubernetes\' transit subnet, 100.88.0.0/16'],
  ],
  "an existing cluster without kubeconfig and context": [
    { cluster: "existing" },
    [
      'lab:kubeconfig is "": an existing cluster is named by both lab:kubeconfig and lab:context',
      'lab:context is "": an existing cluster is named by both lab:kubeconfig and lab:context',
    ],
  ],
  "an existing cluster without a context": [
    { cluster: "existing", kubeconfig: "k" },
    ['lab:context is "": an existing cluster is named by both lab:kubeconfig and lab:context'],
  ],
  "a platform that a new cluster cannot have": [
    { platform: "present" },
    ['lab:platform is "present": only an existing cluster can have a platform already, and lab:cluster is kind'],
  ],
  "a kubeconfig for a kind cluster": [{ kubeconfig: "k" }, [`lab:kubeconfig is "k": ${only("existing", "kind")}`]],
  "a context for a simulated cluster": [
    { cluster: "simulated", context: "c" },
    [`lab:context is "c": ${only("existing", "simulated")}`],
  ],
  "an API server for a kind cluster": [
    { apiServer: "https://192.0.2.1:6443" },
    [`lab:apiServer is "https://192.0.2.1:6443": ${only("existing", "kind")}`],
  ],
  "a container engine for a simulated cluster": [
    { cluster: "simulated", containerEngine: "docker" },
    [`lab:containerEngine is "docker": ${only("kind", "simulated")}`],
  ],
  "a node image for a simulated cluster": [
    { cluster: "simulated", nodeImage: "i" },
    [`lab:nodeImage is "i": ${only("kind", "simulated")}`],
  ],
  "a name for an existing cluster": [
    { ...existing, clusterName: "c" },
    [`lab:clusterName is "c": ${only("kind or simulated", "existing")}`],
  ],
  "workers for an existing cluster": [
    { ...existing, workers: "3" },
    [`lab:workers is "3": ${only("kind or simulated", "existing")}`],
  ],
};

describe("the settings refuse", () => {
  for (const [what, [given, problems]] of Object.entries(refusals))
    it(what, () => assert.deepEqual(problemsOf(given), problems));

  for (const value of ["0", "10", "1.5", "x", "-1", "2e0", ""])
    it(`${JSON.stringify(value)} workers`, () =>
      assert.deepEqual(problemsOf({ workers: value }), [
        `lab:workers is ${JSON.stringify(value)}: it must be a whole number from 1 to 9`,
      ]));

  for (const value of ["29", "7201", "15m"])
    it(`a time-out of ${value}`, () =>
      assert.deepEqual(problemsOf({ readinessTimeout: value }), [
        `lab:readinessTimeout is "${value}": it must be a whole number from 30 to 7200`,
      ]));

  for (const value of ["http://192.0.2.10:6443", "192.0.2.10:6443", "https://", "https://api:6443/path", "https://a b"])
    it(`the API server ${JSON.stringify(value)}`, () =>
      assert.deepEqual(problemsOf({ ...existing, apiServer: value }), [
        `lab:apiServer is ${JSON.stringify(value)}: it must be a URL such as https://192.0.2.10:6443`,
      ]));

  it("an unknown key, and list the keys there are", () =>
    assert.deepEqual(problemsOf({ worker: "3" }), [
      `lab:worker is not a setting; there are ${Object.keys(settingDefinitions)
        .map((name) => `lab:${name}`)
        .join(", ")}`,
    ]));

  it("keys that only every object has", () =>
    assert.match(problemsOf({ toString: "x" }).join("\n"), /^lab:toString is not a setting; there are lab:scenario, /));

  it("a stack whose name is no scenario, and say what such a stack needs", () =>
    assert.deepEqual(problemsOf({}, "friday"), [
      'the stack\'s name is "friday": there is no such scenario; there are overlay, localnet (a stack of another name sets lab:scenario)',
    ]));

  const nameRule = "it must be 1 to 40 lower-case letters, digits and inner hyphens; set lab:clusterName";
  for (const stack of ["My_Stack", "a.b", "friday-", "x".repeat(37)])
    it(`the cluster's name made from the stack ${stack}`, () =>
      assert.deepEqual(problemsOf({ scenario: "overlay" }, stack), [
        `the cluster's name, made from the stack's, is "ovn-${stack}": ${nameRule}`,
      ]));

  for (const name of ["-a", "a-", "A", "a.b", "x".repeat(41)])
    it(`the cluster's name ${name}`, () =>
      assert.deepEqual(problemsOf({ clusterName: name }), [`lab:clusterName is "${name}": ${nameRule}`]));

  it("no name that kind can use", () => {
    assert.deepEqual(problemsOf({ scenario: "overlay" }, "x".repeat(36)), []);
    assert.deepEqual(problemsOf({ scenario: "overlay", clusterName: "fine" }, "My_Stack"), []);
    assert.deepEqual(problemsOf({ clusterName: "a" }), []);
  });

  it("no stack name at all for an existing cluster, which is not named after it", () =>
    assert.deepEqual(problemsOf({ ...existing, scenario: "overlay" }, "My_Stack"), []));

  it("everything at once that is wrong, and say last how to change it", () =>
    assert.throws(
      () => settingsOf({ worker: "3", scenario: "x", workers: "0", podSubnet: "p", serviceSubnet: "s" }, "friday"),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        const lines = error.message.split("\n");
        assert.match(lines.shift() ?? "", /^lab:worker is not a setting; /);
        assert.deepEqual(lines, [
          'lab:scenario is "x": there is no such scenario; there are overlay, localnet',
          'lab:workers is "0": it must be a whole number from 1 to 9',
          `lab:podSubnet is "p": ${cidr}`,
          `lab:serviceSubnet is "s": ${cidr}`,
          "Change a setting with: pulumi config set lab:<name> <value> --stack friday",
        ]);
        return true;
      },
    ));

  it("with an error that Pulumi prints without a stack trace", () => {
    const error = new SettingsError(["one", "two"]);
    assert.ok(RunError.isInstance(error));
    assert.deepEqual([error.name, error.message, error.stack], ["SettingsError", "one\ntwo", ""]);
  });
});
