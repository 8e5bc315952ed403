import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { standIn } from "../../support/engine-path.ts";
import { theBridge } from "../../support/fake-machine.ts";
import { runNode, writeKubeconfig } from "../support.ts";
import { closedPort } from "../tools/support.ts";
import { hostileValues } from "./hostile-values.ts";

const folder = mkdtempSync(join(tmpdir(), "ovn-labs-processes-"));
const canary = join(folder, "canary");
const bin = join(folder, "bin");
const log = join(folder, "log");
/** All that can be in a setting, and what cannot. Longer ones are refused with the settings: no process could be started with them. */
const values = Object.entries(hostileValues(canary)).map(([what, value]) => [what, value.slice(0, 4096)] as const);

/** A process of this project as Pulumi starts it, with stand-ins for the programs that it calls. */
function start(script: string, action: string, environment: NodeJS.ProcessEnv) {
  return runNode(["--import", "tsx", script, action], {
    PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
    LOG: log,
    ...environment,
  });
}

/** Arguments of each call of a stand-in. */
function calls(): string[][] {
  const all = existsSync(log) ? readFileSync(log, "utf8") : "";
  rmSync(log, { force: true });
  return all.split("\0\n").flatMap((call) => (call === "" ? [] : [call.split("\0")]));
}

describe("hostile values in what Pulumi hands to this project's processes", function () {
  this.timeout(60_000);
  before(() => {
    const record = (name: string): string => `printf '%s\\0' ${name} "$@" >>"$LOG"; printf '\\n' >>"$LOG"\n`;
    standIn(bin, "kind", `test "$1" = version && exec echo "kind v0.32.0 go1.24 linux/amd64"\n${record("kind")}`);
    standIn(
      bin,
      "docker",
      `case "$1" in
info) exec echo 29.0.0;;
network) exec echo '[{"Id":"${theBridge.ifname.slice(3)}"}]';;
container) echo "no such container" >&2; exit 1;;
esac
${record("docker")}`,
    );
    standIn(bin, "ip", `echo '${JSON.stringify([theBridge])}'\n`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => assert.equal(existsSync(canary), false, "something ran the value"));

  for (const [what, value] of values) {
    it(`hostile value: ${what} in the request for a cluster`, async () => {
      const request = {
        kind: "kind",
        name: value,
        incarnation: value,
        directory: join(folder, "stack"),
        config: value,
        nodes: [{ name: value, role: "worker", labels: { [value]: value } }],
        sysctls: [value],
        containerEngine: "docker",
      };
      const ended = await start("components/clusters/lifecycle/main.ts", "create", {
        CLUSTER_REQUEST: JSON.stringify(request),
      });
      assert.equal(ended.status, 1, ended.stdout);
      const create = calls().find(([program, verb]) => program === "kind" && verb === "create");
      if (what === "a zero byte") assert.match(ended.stderr, /null bytes/);
      else assert.equal(create?.[create.indexOf("--name") + 1], value, ended.stderr);
    });

    it(`hostile value: ${what} in the request for the database`, async () => {
      const request = {
        kind: "database",
        stack: value,
        directory: join(folder, "stack"),
        making: value,
        containerEngine: "docker",
        container: value,
        image: value,
        port: 5432,
        address: value,
        timeout: 1,
      };
      const ended = await start("components/host/lifecycle/main.ts", "create", {
        HOST_REQUEST: JSON.stringify(request),
      });
      assert.equal(ended.status, 1, ended.stdout);
      const made = calls().find(([program, verb]) => program === "docker" && verb === "run");
      if (what === "a zero byte") assert.match(ended.stderr, /null bytes/);
      else {
        assert.equal(made?.[made.indexOf("--name") + 1], value, ended.stderr);
        assert.ok(made.includes(`ovn-kubernetes-labs.stack=${value}`));
      }
    });

    it(`hostile value: ${what} in the request for a check`, async () => {
      const kubeconfig = join(folder, "kubeconfig");
      await writeKubeconfig(kubeconfig, `http://127.0.0.1:${await closedPort()}`);
      const check = {
        id: value.slice(0, 50),
        title: value,
        step: value,
        from: { kind: "host" },
        to: { kind: "host", host: value },
        how: { kind: "http", path: value },
        expect: { kind: "reachable", bodies: [value] },
      };
      const request = {
        checks: [check],
        twin: null,
        kubeconfig,
        context: null,
        notRunBecause: null,
        results: join(folder, "stack", "results"),
        timeout: 0.1,
        atOnce: 0,
      };
      const { status } = await start("components/checks/main.ts", "check", { CHECK_REQUEST: JSON.stringify(request) });
      assert.equal(status, 1);
    });
  }
});
