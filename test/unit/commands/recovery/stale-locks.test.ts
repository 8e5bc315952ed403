import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { backendFolder } from "../../../../stacks/commands/recovery/backend-folder.ts";
import { commandOf, isStale, stackLocks } from "../../../../stacks/commands/recovery/stale-locks.ts";

const timestamp = "2026-11-26T07:23:37.434268961Z";

describe("locks that a killed update leaves", () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "ovn-labs-locks-"));
    writeFileSync(join(project, "Pulumi.yaml"), "name: lab\nruntime: nodejs\nbackend:\n  url: file://.\n");
  });
  afterEach(() => rmSync(project, { recursive: true }));

  function write(backend: string, stack: string, name: string, text: string): void {
    const folder = join(backend, ".pulumi", "locks", "organization", "lab", stack);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  it("are read for one stack, in the project's backend or another folder, and what is no lock is passed over", () => {
    const lock = { pid: 12, hostname: "here", timestamp };
    write(project, "overlay", "a.json", JSON.stringify({ ...lock, username: "me" }));
    write(project, "overlay", "a.json.attrs", "{}");
    write(project, "overlay", "b.json", "{");
    write(project, "localnet", "c.json", JSON.stringify({ ...lock, pid: 13 }));
    const other = join(project, "elsewhere");
    write(other, "overlay", "d.json", JSON.stringify({ ...lock, pid: 14 }));
    const pids = (backend: string, stack: string) =>
      stackLocks({ projectDirectory: project, stack, backend }).map(({ pid }) => pid);
    assert.deepEqual(pids("file://.", "overlay"), [12]);
    assert.deepEqual(pids(`file://${other}`, "overlay"), [14]);
    assert.deepEqual(pids("file://.", "udn-vms"), []);
    assert.deepEqual(pids("s3://bucket", "overlay"), []);
  });

  it("are of folders that are given in any of Pulumi's forms", () => {
    assert.equal(backendFolder("file://.", "/project"), "/project");
    assert.equal(backendFolder("file://state", "/project"), "/project/state");
    assert.equal(backendFolder("file:///srv/my%20state?x=y", "/project"), "/srv/my state");
    assert.equal(backendFolder("file://~", "/project"), homedir());
    assert.equal(backendFolder("file://~/state", "/project"), join(homedir(), "state"));
    assert.equal(backendFolder("https://api.pulumi.com", "/project"), undefined);
  });

  it("are stale when their process is gone or is no Pulumi, and never when it is on another machine", () => {
    const mine = { hostname: hostname(), timestamp };
    const gone = { ...mine, pid: 2 ** 22 + 1 };
    const alive = { ...mine, pid: process.pid };
    assert.equal(
      isStale(gone, () => undefined),
      true,
    );
    assert.equal(
      isStale({ ...gone, hostname: "elsewhere" }, () => undefined),
      false,
    );
    assert.equal(
      isStale(alive, () => "/usr/bin/pulumi"),
      false,
    );
    assert.equal(
      isStale(alive, () => "/usr/bin/vim"),
      true,
    );
    // Nobody can tell what it is, so it is left alone.
    assert.equal(
      isStale(alive, () => undefined),
      false,
    );
  });

  it("name processes whose program can be told", function () {
    if (process.platform !== "linux") this.skip();
    assert.match(commandOf(process.pid) ?? "", /node/);
    assert.equal(commandOf(2 ** 22 + 1), undefined);
  });
});
