import assert from "node:assert/strict";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeProviderCopies } from "../../../components/clusters/lifecycle/provider-copies.ts";
import { withFolder } from "../tools/support.ts";

const kubeconfig = (...clusters: [name: string, server: string][]): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: clusters.map(([name, server]) => ({ name, cluster: { server } })),
    users: [],
    contexts: [],
  });
const own: [string, string] = ["kind-ovn", "https://127.0.0.1:4001"];

/** What is left of temporary files after the copies of the stack's cluster went. */
async function leftOf(files: Readonly<Record<string, string>>, stacks: string = kubeconfig(own)): Promise<string[]> {
  let left: string[] = [];
  await withFolder((root) => {
    const temporary = join(root, "tmp");
    mkdirSync(temporary);
    writeFileSync(join(root, "kubeconfig"), stacks);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary, name), text);
    writeFileSync(join(root, "elsewhere"), kubeconfig(own));
    symlinkSync(join(root, "elsewhere"), join(temporary, "kubeconfig9"));
    removeProviderCopies(join(root, "kubeconfig"), temporary);
    left = readdirSync(temporary).toSorted();
    return Promise.resolve();
  });
  return left;
}

describe("the copies of a kubeconfig that the provider leaves", () => {
  it("go, every one, and a link stays", async () =>
    assert.deepEqual(await leftOf({ kubeconfig1: kubeconfig(own), kubeconfig22: kubeconfig(own) }), ["kubeconfig9"]));

  const strangers: Record<string, [name: string, text: string]> = {
    "of another cluster at the same address": ["kubeconfig1", kubeconfig(["kind-other", own[1]])],
    "of a cluster of the same name at another address": ["kubeconfig1", kubeconfig([own[0], "https://127.0.0.1:4002"])],
    "with more than the one cluster": ["kubeconfig1", kubeconfig(own, ["production", "https://example.org"])],
    "under a name that the provider does not give": ["kubeconfig-mine", kubeconfig(own)],
    "that is none": ["kubeconfig1", "a shopping list"],
  };
  for (const [what, [name, text]] of Object.entries(strangers))
    it(`stay if it is a file ${what}`, async () =>
      assert.deepEqual(await leftOf({ [name]: text }), [name, "kubeconfig9"].toSorted()));

  it("stay where the stack's own kubeconfig does not tell of a cluster", async () =>
    assert.deepEqual(await leftOf({ kubeconfig1: kubeconfig(own) }, ""), ["kubeconfig1", "kubeconfig9"]));
});
