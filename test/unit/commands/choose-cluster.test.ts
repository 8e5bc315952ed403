import assert from "node:assert/strict";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { chooseCluster, whyNot } from "../../../stacks/commands/choose-cluster.ts";
import { requirePulumi } from "../../../stacks/commands/lifecycle.ts";
import { obtainMissing } from "../../../stacks/commands/obtain-missing.ts";
import { canRun } from "../../../stacks/commands/survey.ts";
import { bare, complete, noEtcd, noPulumi, onlySimulated } from "./support.ts";

describe("choosing a cluster", () => {
  it("takes kind where it can run", () => assert.equal(chooseCluster(complete), "kind"));

  it("takes the simulated one where kind cannot run", () => assert.equal(chooseCluster(onlySimulated), "simulated"));

  it("takes none without Pulumi, and says what each lacks", () =>
    assert.throws(
      () => chooseCluster(bare),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        assert.deepEqual(error.message.split("\n"), [
          "no cluster can be made here: no kind: Pulumi CLI: PATH: there is no pulumi (and 2 more); " +
            "no simulated: Pulumi CLI: PATH: there is no pulumi (and 1 more)",
          "npm run doctor tells what mends it. An existing cluster is used with: " +
            "-c cluster=existing -c kubeconfig=<file> -c context=<name>",
        ]);
        return true;
      },
    ));

  it("says in a line why one is out", () => {
    assert.equal(whyNot(complete, "kind"), "kind is possible");
    assert.equal(
      whyNot(onlySimulated, "kind"),
      "no kind: container engine: docker is not installed; podman is not installed (and 1 more)",
    );
    assert.equal(
      whyNot({ ...complete, simulated: [noEtcd] }, "simulated"),
      "no simulated: etcd: PATH: there is no etcd",
    );
    assert.equal(whyNot({ ...complete, kind: [{ what: "kind" }] }, "kind"), "no kind: kind: missing");
  });

  it("needs the engine for either", () => {
    const withoutPulumi = { ...complete, engine: [noPulumi] };
    assert.deepEqual([canRun(withoutPulumi, "kind"), canRun(withoutPulumi, "simulated")], [false, false]);
    assert.deepEqual([canRun(complete, "kind"), canRun(complete, "simulated")], [true, true]);
  });
});

describe("getting what is missing", () => {
  const obtain = async (survey: typeof complete) => {
    const said: string[] = [];
    const result = await obtainMissing(survey, (line) => said.push(line));
    return { same: result === survey, said };
  };

  it("gets nothing where nothing is missing", async () =>
    assert.deepEqual(await obtain(complete), { same: true, said: [] }));

  it("gets nothing without Pulumi, with which nothing would be possible", async () =>
    assert.deepEqual(await obtain(bare), { same: true, said: [] }));

  it("gets nothing for kind where there is no container engine and the simulated cluster can run", async () =>
    assert.deepEqual(await obtain(onlySimulated), { same: true, said: [] }));
});

describe("a command that needs Pulumi", () => {
  it("says where there is none what mends it", async () =>
    assert.rejects(requirePulumi(bare), {
      name: "SettingsError",
      message: "Pulumi CLI: PATH: there is no pulumi\n  mend it: install it",
    }));
});
