import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { run } from "../../../../components/processes.ts";
import { type ApiServer, startApiServer } from "../../api-server.ts";
import { type ConsoleUser, takeConsole } from "./console-user.ts";
import type { Guest } from "./guest.ts";
import { type Guests, startGuests } from "./index.ts";
import { type LoneGuest, startLoneGuest } from "./lone-guest.ts";

/** It looks for a default route otherwise, which the fabric's world has not. */
export const withoutRoute = "--advertise-address=192.0.2.1";

/** What nothing in a guest may change, though it is this machine's. */
const machineFiles = ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/var/log/wtmp", "/var/log/lastlog"];

function machine(): string[] {
  const isThere = machineFiles.filter((file) => existsSync(file));
  return isThere.map((file) => `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`);
}

/** A real API server with guests behind it, one for each test. */
export class GuestBench {
  readonly guests: Guests;
  readonly directory: string;
  readonly #server: ApiServer;
  readonly #machine: string[];
  readonly #cacheBefore: string | undefined;
  #count = 0;

  private constructor(server: ApiServer, guests: Guests, directory: string, before: string[]) {
    this.#server = server;
    this.guests = guests;
    this.directory = directory;
    this.#machine = before;
    this.#cacheBefore = process.env["OVN_LABS_CACHE"];
    // Locks of consoles are kept in the cache.
    process.env["OVN_LABS_CACHE"] = join(server.directory, "cache");
  }

  static async start(): Promise<GuestBench> {
    const server = await startApiServer({ extraArguments: [withoutRoute] });
    const directory = join(server.directory, "guests");
    mkdirSync(directory, { mode: 0o700 });
    const before = machine();
    return new GuestBench(server, await startGuests(server.config, directory), directory, before);
  }

  get config(): KubeConfig {
    return this.#server.config;
  }

  /** Gives a test a guest of its own, and sees that nothing of it stays. */
  async withGuest(
    test: (lone: LoneGuest) => Promise<void>,
    options: { readonly offersLogin?: boolean } = {},
  ): Promise<void> {
    const lone = await startLoneGuest(this.guests, `lab${process.pid}-${++this.#count}-`, options);
    try {
      await test(lone);
    } finally {
      await lone.stop();
    }
    const { stdout } = await run("ip", ["netns", "list"]);
    assert.ok(!stdout.includes(lone.netns), `${lone.netns} stays`);
  }

  /** Has somebody at a guest's console for a moment. */
  async asUser(guest: Guest, use: (user: ConsoleUser) => Promise<void>): Promise<void> {
    const user = await takeConsole(this.config, guest);
    await use(user);
    user.leaves();
  }

  /** @throws AssertionError if a guest left something */
  async stop(): Promise<void> {
    if (this.#cacheBefore === undefined) delete process.env["OVN_LABS_CACHE"];
    else process.env["OVN_LABS_CACHE"] = this.#cacheBefore;
    await this.guests.stop();
    const left = readdirSync(this.directory);
    await this.#server.stop();
    assert.deepEqual(left.toSorted(), ["consoles.crt", "consoles.key"]);
    assert.deepEqual(machine(), this.#machine);
    // Its mounts are from a folder of this one's, or from `guest`.
    const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
    assert.deepEqual(
      mounts.filter((mount) => mount.includes(this.directory) || mount.includes(" tmpfs guest ")),
      [],
    );
    const { stdout } = await run("ps", ["--ppid", String(process.pid), "-o", "comm="]);
    assert.deepEqual(
      stdout.split("\n").filter((name) => ["script", "unshare", "nsenter"].includes(name.trim())),
      [],
    );
  }
}
