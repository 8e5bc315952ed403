import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { ownerLabels } from "../../../components/host/container.ts";
import { readHostRecord, writeHostRecord } from "../../../components/host/host-record.ts";
import { createDatabase, deleteDatabase } from "../../../components/host/lifecycle/database.ts";
import type { DatabaseRequest } from "../../../components/host/lifecycle/request.ts";
import { databaseMaking } from "../../../components/host/makings.ts";
import type { FakeContainer } from "../../support/fake-machine.ts";
import { type Bench, withMachine } from "./support.ts";

const name = "ovn-localnet-turtle-db";
const container = (labels: Record<string, string>, running = true): FakeContainer => ({
  Id: "id-there",
  Name: name,
  State: { Running: running, Status: running ? "running" : "exited" },
  Config: { Labels: labels },
});
const own = (making: string, running?: boolean) => container(ownerLabels("localnet", making), running);

describe("the database of a stack", function () {
  this.timeout(60_000);
  let server: Server;
  let port: number;
  before(async () => {
    // Where a real one would listen: the bridge's address in the stand-in's network, and the VLAN's.
    server = createServer((socket) => socket.end());
    await new Promise<void>((ready) => server.listen(0, "0.0.0.0", ready));
    port = (server.address() as AddressInfo).port;
  });
  after(() => new Promise((closed) => server.close(closed)));

  const request = ({ directory }: Bench, changes: Partial<DatabaseRequest> = {}): DatabaseRequest => ({
    kind: "database",
    stack: "localnet",
    directory,
    making: "one",
    containerEngine: "docker",
    container: name,
    image: "quay.io/mduarted/turtle-db",
    port,
    address: "127.0.0.3",
    timeout: 2,
    ...changes,
  });

  it("is made on this machine's network, on its port, at the bridge and the VLAN alone, and then recorded", () =>
    withMachine(async (bench) => {
      const made = await createDatabase(request(bench), bench.say);
      assert.deepEqual(bench.machine.changes, [
        `docker run --detach --name ${name} --network host --label ovn-kubernetes-labs.stack=localnet ` +
          `--label ovn-kubernetes-labs.making=one --env PGPORT=${port} quay.io/mduarted/turtle-db ` +
          "postgres -c listen_addresses=127.0.0.2,127.0.0.3",
      ]);
      assert.equal(made, `${name} id-one`);
      assert.deepEqual(readHostRecord(bench.directory, "database"), { name, making: "one", phase: "ready" });
    }));

  it("counts as made when it answers a query of the lab's user on each address", () =>
    withMachine(async (bench) => {
      await createDatabase(request(bench), bench.say);
      const queries = bench.machine.calls.filter((call) => call.includes("psql"));
      assert.deepEqual(
        queries,
        ["127.0.0.2", "127.0.0.3"].map(
          (address) =>
            `docker exec --env PGPASSWORD --env PGCONNECT_TIMEOUT=5 ${name} ` +
            `psql -h ${address} -p ${port} -U splinter -d turtles -Atc select 1`,
        ),
      );
    }));

  it("is kept where it runs", () =>
    withMachine(async (bench) => {
      bench.machine.set({ containers: [own("one")] });
      assert.equal(await createDatabase(request(bench), bench.say), `${name} id-there`);
      assert.deepEqual(bench.machine.changes, []);
    }));

  for (const [what, left] of [
    ["stopped, as after a restart of the machine", own("one", false)],
    ["by an interrupted run", own("older")],
  ] as const)
    it(`is made anew where it was left ${what}`, () =>
      withMachine(async (bench) => {
        bench.machine.set({ containers: [left] });
        writeHostRecord(bench.directory, "database", { name, making: "older", phase: "creating" });
        await createDatabase(request(bench), bench.say);
        assert.equal(bench.machine.changes[0], `docker rm --force --volumes ${name}`);
        assert.deepEqual(bench.machine.state.containers[0]?.Id, "id-one");
      }));

  for (const [what, theirs] of [
    ["without labels", container({})],
    ["of another stack", container(ownerLabels("other", "one"))],
    ["of a stack of that name in another folder", own("unknown")],
  ] as const) {
    it(`is not made where a container ${what} has its name`, () =>
      withMachine(async (bench) => {
        bench.machine.set({ containers: [theirs] });
        await assert.rejects(
          createDatabase(request(bench), bench.say),
          /a container ovn-localnet-turtle-db exists and this stack did not make it.*lab:clusterName/,
        );
        assert.deepEqual(bench.machine.changes, []);
      }));

    it(`leaves a container ${what} alone when it goes`, () =>
      withMachine(async (bench) => {
        bench.machine.set({ containers: [theirs] });
        await deleteDatabase(request(bench), bench.say);
        assert.deepEqual(bench.machine.changes, []);
        assert.match(bench.said.join(), /left alone/);
      }));
  }

  it("goes with its data, and quietly where it is gone already", () =>
    withMachine(async (bench) => {
      bench.machine.set({ containers: [own("one")] });
      await deleteDatabase(request(bench), bench.say);
      await deleteDatabase(request(bench), bench.say);
      assert.deepEqual(bench.machine.changes, [`docker rm --force --volumes ${name}`]);
      assert.deepEqual([bench.machine.containerNames, bench.said], [[], []]);
    }));

  it("is not made where somebody listens on its port, and the error says who and which setting to change", () =>
    withMachine(async (bench) => {
      bench.machine.set({ sockets: `LISTEN 0 244 0.0.0.0:${port} 0.0.0.0:* users:(("postgres",pid=77,fd=5))\n` });
      await assert.rejects(createDatabase(request(bench), bench.say), {
        message: `port ${port} of this machine is taken by postgres (77) (0.0.0.0:${port}): set another lab:databasePort`,
      });
      assert.deepEqual(bench.machine.changes, []);
    }));

  it("is removed again where it does not answer, with what was seen and its log", () =>
    withMachine(async (bench) => {
      bench.machine.set({ answer: "2" });
      await assert.rejects(
        createDatabase(request(bench, { timeout: 1 }), bench.say),
        /not within 1 s; last seen: 127\.0\.0\.2:\d+: psql answered "2\\n"; its log ends with: database system was shut down/,
      );
      assert.deepEqual([bench.machine.containerNames, readHostRecord(bench.directory, "database")], [[], undefined]);
    }));

  it("does not answer where nothing listens on the VLAN's address", () =>
    withMachine(async (bench) => {
      const refused = createDatabase(request(bench, { timeout: 1, port: 1, address: "127.0.0.3" }), bench.say);
      await assert.rejects(refused, /last seen: 127\.0\.0\.2:1: connect ECONNREFUSED/);
    }));

  it("is not waited for when its container has ended", () =>
    withMachine(async (bench) => {
      bench.machine.set({ runStatus: "exited" });
      const start = Date.now();
      await assert.rejects(
        createDatabase(request(bench, { timeout: 60 }), bench.say),
        /container ovn-localnet-turtle-db has ended; its log ends with: database system was shut down/,
      );
      assert.ok(Date.now() - start < 30_000);
      assert.deepEqual(bench.machine.containerNames, []);
    }));

  it("takes nothing away that got its name in the meantime", () =>
    withMachine(async (bench) => {
      bench.machine.set({ failing: { "docker run": "Conflict. The name is in use" } });
      const making = createDatabase(request(bench), bench.say);
      await assert.rejects(making, /docker run of quay.io\/mduarted\/turtle-db failed: Conflict/);
      assert.ok(!bench.machine.calls.some((call) => call.startsWith("docker rm")));
    }));

  it("is of the same making as long as it runs, and else of a new one", () =>
    withMachine(async (bench) => {
      const making = () => databaseMaking({ stack: "localnet", directory: bench.directory }, name, "docker");
      assert.match(await making(), /^[0-9a-f]{8}$/);
      await createDatabase(request(bench), bench.say);
      assert.equal(await making(), "one");
      bench.machine.set({ containers: [own("one", false)] });
      assert.notEqual(await making(), "one");
      bench.machine.set({ containers: [own("two")] });
      assert.notEqual(await making(), "one");
    }));
});
