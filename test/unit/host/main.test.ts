import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readHostRequest } from "../../../components/host/lifecycle/request.ts";
import { runNode } from "../support.ts";
import { withMachine } from "./support.ts";

const main = (action: string, request: unknown, path: string) =>
  runNode(["--import", "tsx", "components/host/lifecycle/main.ts", action], {
    HOST_REQUEST: JSON.stringify(request),
    PATH: path,
  });
const request = (directory: string) => ({
  kind: "vlan",
  stack: "localnet",
  directory,
  making: "one",
  containerEngine: "docker",
  interface: "lab-58c0e1.123",
  vlanId: 123,
  address: "192.168.200.1/24",
});

describe("the process that makes something on this machine", function () {
  this.timeout(60_000);

  it("makes it and prints what it is, and removes it with the stack's empty folder", () =>
    withMachine(async ({ machine, directory }) => {
      const made = await main("create", request(directory), machine.path);
      assert.equal(made.status, 0, made.stderr);
      assert.equal(made.stdout, "lab-58c0e1.123 on br-0123456789ab, 192.168.200.1/24, one\n");
      const removed = await main("delete", request(directory), machine.path);
      assert.deepEqual([removed.status, removed.stdout], [0, ""]);
      assert.deepEqual([machine.linkNames, existsSync(directory)], [["br-0123456789ab"], false]);
    }));

  it("ends with 1 and its reason alone where it cannot", () =>
    withMachine(async ({ machine, directory }) => {
      machine.set({ network: undefined });
      const { status, stderr } = await main("create", request(directory), machine.path);
      assert.equal(status, 1);
      assert.equal(stderr, "docker network failed: Error response from daemon: network kind not found\n");
    }));

  it("takes nothing but what it was made for", async () => {
    assert.throws(() => readHostRequest({}));
    assert.throws(() =>
      readHostRequest({ HOST_REQUEST: JSON.stringify({ ...request("x"), interface: "x".repeat(16) }) }),
    );
    const { status, stderr } = await main("repair", request("x"), process.env["PATH"] ?? "");
    assert.deepEqual([status, stderr], [1, "unknown action repair: create, delete or delete-remains\n"]);
  });
});
