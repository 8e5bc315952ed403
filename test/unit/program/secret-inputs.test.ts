import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { parse } from "yaml";
import { turtleDatabase } from "../../../components/host/turtle-database.ts";
import { cloudInitVolume, guestLogin } from "../../../components/virtual-machines/cloud-init.ts";
import { localnetAddresses } from "../../../stacks/localnet/addresses.ts";
import { adapterPod } from "../../../stacks/localnet/adapter.ts";
import { workloadMachine } from "../../../stacks/localnet/machine.ts";
import { scenarioNames } from "../../../stacks/registry.ts";
import { type Plan, planOf, resource, runPlan } from "../planned.ts";
import { upstream } from "../support.ts";

/** Every text in a value with its path. */
function texts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

const addresses = localnetAddresses("192.168.200.0/24");

describe("what is secret", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  before(async function () {
    if (!existsSync(upstream)) this.skip();
    for (const scenario of scenarioNames) plans.set(scenario, await planOf({ artifacts: upstream }, scenario));
  });

  function planned(scenario: string): Plan {
    const plan = plans.get(scenario);
    assert.ok(plan);
    return plan;
  }

  it("of the adapter is the database's password, and nothing else of the pod", () => {
    const { spec } = resource(planned("localnet"), "localnet-turtle-db-adapter").inputs as {
      spec: { containers: { image: string; env: { name: string; value: string }[] }[] };
    };
    const plain = adapterPod("data-adapter", addresses, 5432, spec.containers[0]?.image ?? "").spec;
    const wanted = plain.containers.map((container) => ({
      ...container,
      env: container.env.map((one) => (one.value === turtleDatabase.password ? { ...one, value: "secret" } : one)),
    }));
    assert.deepEqual(spec, { containers: wanted });
    assert.equal(spec.containers[0]?.env.filter(({ value }) => value === "secret").length, 1);
  });

  it("of every virtual machine is what cloud-init tells of its users, and nothing else", () => {
    const machines = [...plans.values()].flatMap(({ resources }) =>
      resources.filter(({ type }) => type.endsWith(":VirtualMachine")),
    );
    assert.equal(machines.length, 4);
    for (const { name, inputs } of machines) {
      const secrets = texts(inputs).filter(([, text]) => text === "secret");
      assert.deepEqual(secrets, [[".spec.template.spec.volumes.1.cloudInitNoCloud.userData", "secret"]], name);
    }
  });

  it("reaches no plan, as tree or as JSON", async () => {
    for (const [scenario, plan] of plans) {
      const known = [turtleDatabase.password, `password: ${guestLogin.password}`];
      for (const [path, text] of texts(plan))
        for (const secret of known) assert.ok(!text.includes(secret), `${scenario}${path}: ${text}`);
    }
    const { stdout } = await runPlan(["-c", `artifacts=${upstream}`], {}, "localnet");
    assert.doesNotMatch(stdout, new RegExp(turtleDatabase.password));
  });

  it("is in no request to a process of this project", () => {
    for (const { resources } of plans.values())
      for (const { name, inputs } of resources.filter(({ type }) => type === "command:local:Command"))
        assert.doesNotMatch(JSON.stringify(inputs), /cheese|password/i, name);
  });

  it("of localnet's guest is read by cloud-init as before", () => {
    const { cloudInit } = workloadMachine("data-consumer", addresses, "image");
    const { userData } = cloudInitVolume(cloudInit);
    assert.match(userData, /^#cloud-config\n/);
    assert.deepEqual(parse(userData), { ...guestLoginLines, packages: ["postgresql"] });
  });
});

const guestLoginLines = { password: guestLogin.password, chpasswd: { expire: false } };
