import assert from "node:assert/strict";
import { attempt } from "../../../components/checks/attempt.ts";
import type { Check, Source, Target } from "../../../components/checks/check.ts";
import { limitsOf } from "../../../components/checks/perform-check.ts";
import type { CheckAccess } from "../../../components/checks/perform-check.ts";
import { accessWith, check as plain } from "./support.ts";

const pod: Source = { kind: "pod", namespace: "data", pod: "adapter", container: "probe", added: "agnhost" };
const guest: Source = { kind: "guest", namespace: "data", vm: "vm" };
const host: Source = { kind: "host" };
const at = (address: string): Target => ({ kind: "host", host: address });

/** One attempt in a world where every command and probe is written down and nothing works. */
async function tried(changes: Partial<Check>, known: Partial<CheckAccess> = {}) {
  const asked: string[] = [];
  const note = (what: string, ...words: readonly unknown[]) => {
    asked.push([what, ...words.map((word) => (typeof word === "string" ? word : JSON.stringify(word)))].join(" "));
  };
  const broken = { exitCode: 127, stdout: "", stderr: "not found" };
  const said = { kind: "no answer", reason: "silence" } as const;
  const access = accessWith({
    exec: (source, command) => Promise.resolve(broken).finally(() => note(`pod ${source.container}`, ...command)),
    execInGuest: ({ vm }, command) => Promise.resolve(broken).finally(() => note(`guest ${vm}`, ...command)),
    getFromHost: (...words) => Promise.resolve(said).finally(() => note("get", ...words)),
    connectFromHost: (...words) => Promise.resolve(said).finally(() => note("connect", ...words)),
    queryFromHost: (...words) => Promise.resolve(said).finally(() => note("query", ...words)),
    resolveFromHost: (question) => Promise.resolve(said).finally(() => note("resolve", question)),
    ...known,
  });
  const { seen, repeat } = await attempt({ ...plain, to: at("192.0.2.1"), ...changes }, access);
  return { asked, seen, repeat };
}

const json = { kind: "http", port: 9000, path: "/turtles", contentType: "application/json" } as const;
const sql = { kind: "sql", port: 5432, query: "SELECT 'x'" } as const;
const dns = { kind: "dns", name: "api.test" } as const;
const tcp = { kind: "tcp", port: 22 } as const;
const url = "http://192.0.2.1:9000/turtles";

describe("a probe", () => {
  const table: Record<string, [Partial<Check>, asked: RegExp, repeat: string]> = {
    "by HTTP from a pod, with its header": [
      { from: pod, how: json },
      new RegExp(`^pod probe curl .*--header Content-Type: application/json ${url}$`),
      `kubectl exec -n data adapter -c probe -- curl -s --connect-timeout 3 -H 'Content-Type: application/json' ${url}`,
    ],
    "by HTTP from a guest": [
      { from: guest, how: json },
      new RegExp(`^guest vm curl .*${url}$`),
      `virtctl console -n data vm, then: curl -s --connect-timeout 3 -H 'Content-Type: application/json' ${url}`,
    ],
    "by HTTP from this machine": [
      { from: host, how: json, family: "ipv4" },
      new RegExp(`^get ${url} {"contentType":"application/json","family":"ipv4"}$`),
      `curl -s --connect-timeout 3 -H 'Content-Type: application/json' ${url}`,
    ],
    "by HTTP to a name, of one family": [
      { from: pod, how: { kind: "http", path: "/" }, to: at("db"), family: "ipv6" },
      /^pod probe curl .* -6 http:\/\/db\/$/,
      "kubectl exec -n data adapter -c probe -- curl -s --connect-timeout 3 http://db/",
    ],
    "by HTTP to an IPv6 address": [
      { from: guest, how: json, to: at("fd00::1") },
      /^guest vm curl .* http:\/\/\[fd00::1\]:9000\/turtles$/,
      "virtctl console -n data vm, then: curl -s --connect-timeout 3 -H 'Content-Type: application/json' http://[fd00::1]:9000/turtles",
    ],
    "by TCP from a pod": [
      { from: pod, how: tcp },
      /^pod probe \/agnhost connect 192\.0\.2\.1:22 --timeout=3s$/,
      "kubectl exec -n data adapter -c probe -- /agnhost connect 192.0.2.1:22 --timeout=3s",
    ],
    "by TCP from a guest": [
      { from: guest, how: tcp },
      /^guest vm timeout 3 bash -c .* 192\.0\.2\.1 22$/,
      "virtctl console -n data vm, then: nc -vz 192.0.2.1 22",
    ],
    "by TCP from this machine": [{ from: host, how: tcp }, /^connect 192\.0\.2\.1 22 {}$/, "nc -vz 192.0.2.1 22"],
    "by SQL from a guest": [
      { from: guest, how: sql },
      /^guest vm env .* psql .*--command=SELECT 'x'$/,
      "virtctl console -n data vm, then: psql --host=192.0.2.1 --port=5432 --username=splinter --dbname=turtles --command='SELECT '\\''x'\\'''",
    ],
    "by SQL from this machine": [
      { from: host, how: sql },
      /^query 192\.0\.2\.1 5432 SELECT 'x'$/,
      "psql --host=192.0.2.1 --port=5432 --username=splinter --dbname=turtles --command='SELECT '\\''x'\\'''",
    ],
    "by ping from a guest": [
      { from: guest, how: { kind: "icmp" } },
      /^guest vm ping -c 3 -W 2 -w 5 192\.0\.2\.1$/,
      "virtctl console -n data vm, then: ping -c 3 192.0.2.1",
    ],
    "by ping to an IPv6 address": [
      { from: pod, how: { kind: "icmp" }, to: at("fd00::1"), family: "ipv6" },
      /^pod probe ping -6 -c 3 -W 2 -w 5 fd00::1$/,
      "kubectl exec -n data adapter -c probe -- ping -6 -c 3 fd00::1",
    ],
    "of a name from a pod, of the family of the target's address": [
      { from: pod, how: dns, to: at("fd00::1") },
      /^pod probe dig .* -q api\.test -t AAAA$/,
      "kubectl exec -n data adapter -c probe -- dig api.test AAAA",
    ],
    "of a name from a pod, of the check's family": [
      { from: pod, how: dns, to: at("db"), family: "ipv6" },
      /^pod probe dig .* -q api\.test -t AAAA$/,
      "kubectl exec -n data adapter -c probe -- dig api.test AAAA",
    ],
    "of a name from a guest": [
      { from: guest, how: dns },
      /^guest vm timeout \d+ getent ahostsv4 api\.test$/,
      "virtctl console -n data vm, then: getent ahostsv4 api.test",
    ],
    "of a name from this machine": [
      { from: host, how: dns, to: at("db") },
      /^resolve {"name":"api.test","family":"ipv4","target":"db"}$/,
      "dig api.test A",
    ],
    "of a guest's own network": [
      { from: guest, to: { kind: "itself" }, how: { kind: "guest-network" } },
      /^guest vm sh -c ip -j address/,
      "virtctl console -n data vm, then: ip address; ip route; ip -6 route",
    ],
  };
  for (const [what, [changes, asked, repeat]] of Object.entries(table))
    it(`${what} is sent, and can be repeated by hand`, async () => {
      const result = await tried(changes);
      assert.equal(result.asked.length, 1);
      assert.match(result.asked[0] ?? "", asked);
      assert.equal(result.repeat, repeat);
    });

  const blue: Target = { kind: "guest", namespace: "blue", vm: "blue", interface: "happy" };
  const happy = { name: "happy", addresses: ["192.168.0.4"], mac: "0a:58:c0:a8:00:04", podInterface: "ovn-udn1" };
  const virtualMachineInstance = () =>
    Promise.resolve({ phase: "Running", node: "worker", pod: "uid", interfaces: [happy] });

  it("of a virtual machine's interface asks the API alone", async () => {
    const interfaceCheck: Partial<Check> = { from: { kind: "api" }, to: blue, how: { kind: "interface" } };
    const result = await tried(interfaceCheck, { virtualMachineInstance });
    assert.deepEqual(result, {
      asked: [],
      seen: { ...happy, kind: "interface" },
      repeat: "kubectl get vmi -n blue blue -o yaml",
    });
    const { seen } = await tried({ ...interfaceCheck, to: { ...blue, interface: "sad" } }, { virtualMachineInstance });
    assert.deepEqual(seen, { kind: "no probe", reason: "no interface sad in its status (Running); it has happy" });
  });

  const impossible: Record<string, Partial<Check>> = {
    "there is no sql probe from api": { from: { kind: "api" }, how: sql },
    "there is no icmp probe from host": { from: host, how: { kind: "icmp" } },
    "there is no guest-network probe from pod to itself": {
      from: pod,
      to: { kind: "itself" },
      how: { kind: "guest-network" },
    },
    "there is no dns probe from api": { from: { kind: "api" }, how: dns },
    "there is no interface probe from pod": { from: pod, how: { kind: "interface" } },
    "iperf3 is a part of an experiment, which this check names none of": {
      from: guest,
      how: { kind: "iperf3", port: 9000 },
    },
  };
  for (const [reason, changes] of Object.entries(impossible))
    it(`that is none says so: ${reason}`, async () => {
      const { asked, seen } = await tried(changes);
      assert.deepEqual({ asked, seen }, { asked: [], seen: { kind: "no probe", reason } });
    });

  it("has more time to begin where something has to boot or to be fetched", () =>
    assert.deepEqual(
      [pod, guest, host].map((from) => limitsOf({ ...plain, from }).ready),
      [300, 600, undefined],
    ));
});
