import assert from "node:assert/strict";
import { nextSteps, renderNextSteps } from "../../../stacks/next-steps.ts";
import { describedLab } from "../../../stacks/results/lab-of-stack.ts";

const commandsOf = async (stack: string, settings: Readonly<Record<string, string>>): Promise<string[]> => {
  const config = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`lab:${name}`, value]));
  return nextSteps(await describedLab(stack, config)).map(({ command }) => command);
};

describe("what people do next with a lab", () => {
  it("is to look, to get into what checks are made from, and the commands of this project", async () => {
    assert.deepEqual(await commandsOf("overlay", {}), [
      "export KUBECONFIG=.stacks/overlay/kubeconfig",
      "kubectl get pods --all-namespaces",
      "kubectl exec -it -n tenantblue podclient -c http-server -- sh",
      "npm run recheck -- overlay",
      "npm run report -- overlay",
      "npm run destroy -- overlay",
    ]);
    assert.ok((await commandsOf("udn-vms", {})).includes("virtctl console -n red-namespace red"));
  });

  it("names the stack where it is not called like its scenario", async () =>
    assert.deepEqual(
      (await commandsOf("demo", { scenario: "overlay" })).filter((command) => command.startsWith("npm")),
      ["recheck", "report", "destroy"].map((command) => `npm run ${command} -- overlay --stack demo`),
    ));

  it("gets into nothing on simulated nodes, which run nothing", async () =>
    assert.ok(
      (await commandsOf("udn-vms", { cluster: "simulated" })).every((command) => !/exec|console/.test(command)),
    ));

  it("keeps to the context of an existing cluster, quoted for a shell", async () => {
    const existing = { cluster: "existing", kubeconfig: "/home/o'brien/my config", context: "prod (eu)" };
    const commands = await commandsOf("overlay", existing);
    assert.equal(commands[0], `export KUBECONFIG='/home/o'\\''brien/my config'`);
    assert.equal(commands[1], "kubectl --context 'prod (eu)' get pods --all-namespaces");
    assert.match(commands[2] ?? "", /^kubectl --context 'prod \(eu\)' exec /);
  });

  it("stands in columns", () =>
    assert.equal(
      renderNextSteps([
        { what: "a", command: "one" },
        { what: "long", command: "two" },
      ]),
      "Next:\n  a     one\n  long  two",
    ));
});
