import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { DnsQuestion } from "../../../components/checks/dns-probe.ts";
import { resolveFromHost } from "../../../components/checks/host-dns.ts";
import { closedPort } from "../tools/support.ts";

const types = { 1: "A", 28: "AAAA" } as const;
const addresses: Readonly<Record<string, string>> = {
  "api A": "0a600001",
  "api AAAA": `fd00001000960000${"00".repeat(7)}01`,
};
const statuses: Readonly<Record<string, number>> = { broken: 2, none: 3, closed: 5 };

/** What a small DNS server (RFC 1035) says to a query: `api.test` has addresses, others have the status of their name. */
function reply(query: Buffer): Buffer | undefined {
  const label = query.toString("latin1", 13, 13 + (query[12] ?? 0));
  if (label === "silent") return undefined;
  const end = query.indexOf(0, 12) + 5;
  const type = types[query.readUInt16BE(end - 4) as keyof typeof types];
  const data = Buffer.from(addresses[`${label} ${type}`] ?? "", "hex");
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (statuses[label] ?? 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length > 0 ? 1 : 0, 6);
  const record = Buffer.alloc(12);
  // The name is that of the question.
  record.writeUInt16BE(0xc00c, 0);
  query.copy(record, 2, end - 4, end);
  record.writeUInt32BE(5, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([header, query.subarray(12, end), ...(data.length > 0 ? [record, data] : [])]);
}

async function ask(name: string, family: DnsQuestion["family"] = "ipv4") {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  socket.on("message", (query, { port, address }) => {
    const said = reply(query);
    if (said) socket.send(said, port, address);
  });
  await once(socket, "listening");
  try {
    const servers = [`127.0.0.1:${socket.address().port}`];
    return await resolveFromHost({ name, family, target: "10.96.0.1" }, { servers, timeout: 0.2 });
  } finally {
    socket.close();
  }
}
const found = (...list: string[]) => ({ kind: "addresses", addresses: list, target: "10.96.0.1" });

describe("a question to this machine's DNS", () => {
  it("is answered with the addresses of the family that it asks for", async () => {
    assert.deepEqual(await ask("api.test"), found("10.96.0.1"));
    assert.deepEqual(await ask("api.test", "ipv6"), found("fd00:10:96::1"));
  });

  it("is answered with none where the name has none of that family", async () =>
    assert.deepEqual(await ask("empty.test"), found()));

  const unresolved: Record<string, string> = {
    "none.test": "the DNS server answered NXDOMAIN: there is no such name",
    "broken.test": "the DNS server answered SERVFAIL",
    "closed.test": "the DNS server answered REFUSED",
  };
  for (const [name, reason] of Object.entries(unresolved))
    it(`tells that ${reason}`, async () => assert.deepEqual(await ask(name), { kind: "unresolved", reason }));

  it("tells a silent server from one that says no", async () => {
    const seen = await ask("silent.test");
    assert.equal(seen.kind, "no answer");
    assert.match("reason" in seen ? seen.reason : "", /^no DNS server answered \(.*ETIMEOUT/);
  });

  it("has no answer where nothing listens", async () => {
    const servers = [`127.0.0.1:${await closedPort()}`];
    const question = { name: "api.test", family: "ipv4", target: "api" } as const;
    assert.equal((await resolveFromHost(question, { servers, timeout: 0.2 })).kind, "no answer");
  });

  it("is no probe with a name that none can be", async () =>
    assert.equal((await ask(`${"x".repeat(80)}.test`)).kind, "no probe"));
});
