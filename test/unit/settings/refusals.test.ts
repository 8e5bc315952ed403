import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi/errors.js";
import { settingDefinitions } from "../../../components/settings/setting-definitions.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { cidr, refusals } from "./refusals.ts";
import { existing, problemsOf, settingsOf } from "./support.ts";

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

  const numbers: [name: string, least: number, most: number][] = [
    ["vlanId", 1, 4094],
    ["mtu", 1280, 8942],
    ["databasePort", 1024, 65535],
  ];
  for (const [name, least, most] of numbers)
    for (const value of [String(least - 1), String(most + 1), "x"])
      it(`lab:${name} ${value}`, () =>
        assert.deepEqual(problemsOf({ [name]: value }), [
          `lab:${name} is "${value}": it must be a whole number from ${least} to ${most}`,
        ]));

  for (const value of ["-a", "1a", "A", "a.b", "a_b", "x".repeat(21)])
    it(`the prefix ${value}`, () =>
      assert.deepEqual(problemsOf({ namePrefix: value }), [
        `lab:namePrefix is "${value}": it must be 1 to 20 lower-case letters, digits and hyphens, a letter first`,
      ]));

  for (const value of ["https://mirror.example", "mirror.example/", "mirror.example//hub", "Mirror.example", "a b"])
    it(`the mirror ${JSON.stringify(value)}`, () =>
      assert.deepEqual(problemsOf({ imageMirror: value }), [
        `lab:imageMirror is ${JSON.stringify(value)}: it must be a registry and a path in it, without https://, such as mirror.example/hub`,
      ]));

  for (const value of ["http://192.0.2.10:6443", "192.0.2.10:6443", "https://", "https://api:6443/path", "https://a b"])
    it(`the API server ${JSON.stringify(value)}`, () =>
      assert.deepEqual(problemsOf({ ...existing, apiServer: value }), [
        `lab:apiServer is ${JSON.stringify(value)}: it must be a URL such as https://192.0.2.10:6443`,
      ]));

  for (const value of ["eth0 --gateway-nexthop=1.2.3.4", "x".repeat(16), "-eth0", "eth0;id", "ethernet/0"])
    it(`the gateway interface ${JSON.stringify(value)}`, () =>
      assert.deepEqual(problemsOf({ ...existing, gatewayInterface: value }), [
        `lab:gatewayInterface is ${JSON.stringify(value)}: it must be the name of a network interface, 1 to 15 characters`,
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
