import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { MachineFacts } from "../../../components/machine/facts.ts";
import { readFacts } from "../../../components/machine/read-facts.ts";
import { withFolder, writeProgram } from "../tools/support.ts";
import { factsOf } from "./support.ts";

const release = "6.8.0-64-generic";
const gibibyte = 2 ** 30;
const folderOfModules = `lib/modules/${release}`;

/** Files of a usual machine below what stands for `/`. */
const usual: Readonly<Record<string, string | Buffer>> = {
  "proc/sys/kernel/osrelease": `${release}\n`,
  "proc/meminfo": "MemTotal:       32720896 kB\nMemFree:         1024000 kB\nMemAvailable:   24698880 kB\n",
  "proc/sys/fs/inotify/max_user_watches": "65536\n",
  "proc/sys/fs/inotify/max_user_instances": "128\n",
  "proc/sys/net/ipv6/conf/all/disable_ipv6": "0\n",
  "sys/fs/cgroup/cgroup.controllers": "cpu memory pids\n",
  "sys/module/openvswitch/refcnt": "0\n",
  "dev/kvm": "",
  "etc/ufw/ufw.conf": "# comment\nENABLED=yes\nLOGLEVEL=low\n",
  [`${folderOfModules}/modules.builtin`]: "kernel/net/netfilter/nft_socket.ko\n",
  [`${folderOfModules}/modules.dep`]:
    "kernel/net/openvswitch/openvswitch.ko.zst: kernel/net/nsh/nsh.ko.zst\nkernel/drivers/net/geneve.ko.zst:\n",
  "var/lib/docker/x": "",
};

const docker = JSON.stringify({
  Name: "secret-host",
  ServerVersion: "29.1.3",
  KernelVersion: release,
  OperatingSystem: "Ubuntu 24.04.3 LTS",
  Driver: "overlayfs",
  DriverStatus: [["driver-type", "io.containerd.snapshotter.v1"]],
  SecurityOptions: ["name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns"],
  CgroupVersion: "2",
  MemTotal: 16 * gibibyte,
  NCPU: 8,
  DockerRootDir: "/var/lib/docker",
});

const podman = JSON.stringify({
  host: {
    hostname: "secret-host",
    kernel: release,
    cgroupVersion: "v2",
    memTotal: 8 * gibibyte,
    cpus: 4,
    security: { rootless: true },
  },
  store: { graphDriverName: "overlay", graphRoot: "/home/somebody/.local/share/containers/storage" },
});

const routes4 = [
  { dst: "default", gateway: "192.168.1.1", dev: "wlan0" },
  { dst: "0.0.0.0/1", dev: "tun0" },
  { dst: "10.0.0.0/8", dev: "tun0", table: "51820" },
  { dst: "192.168.1.0/24", dev: "wlan0" },
  { dst: "169.254.0.0/16", dev: "wlan0" },
  { type: "local", dst: "192.168.1.7", dev: "wlan0", table: "local" },
  { type: "broadcast", dst: "192.168.1.255", dev: "wlan0", table: "local" },
  { dst: "203.0.113.9", dev: "wlan0" },
];
const routes6 = [
  { dst: "fe80::/64" },
  { dst: "fd00:1::/64" },
  { type: "multicast", dst: "ff00::/8" },
  { dst: "default" },
];

/** Programs that stand in for real ones, by their name. */
const programs: Readonly<Record<string, string>> = {
  docker: `[ "$*" = "info --format {{json .}}" ] && echo '${docker}'`,
  podman: `[ "$*" = "info --format json" ] && echo '${podman}'`,
  iptables: "echo 'iptables v1.8.10 (nf_tables)'",
  systemctl: `[ "$1 $4" = "show firewalld" ] && echo active`,
  ip: `case "$2" in -4) echo '${JSON.stringify(routes4)}' ;; -6) echo '${JSON.stringify(routes6)}' ;; esac`,
  kind: "echo 'kind v0.32.0 go1.26.0 linux/amd64'",
};

interface Bench {
  readonly files?: Readonly<Record<string, string | Buffer | undefined>>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly engine?: "docker" | "podman";
  readonly platform?: string;
  readonly patience?: number;
}

/** Reads the facts of a machine that consists of these files and programs alone. */
async function read({
  files = usual,
  programs: there = programs,
  engine = "docker",
  platform = "linux",
  patience = 10,
}: Bench = {}) {
  let facts: MachineFacts | undefined;
  await withFolder(async (folder) => {
    const root = join(folder, "root");
    await mkdir(root);
    for (const [path, content] of Object.entries(files)) {
      if (content === undefined) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    for (const [name, script] of Object.entries(there))
      await writeProgram(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
    const environment = { PATH: join(folder, "bin"), OVN_LABS_CACHE: join(folder, "cache") };
    facts = await readFacts({
      engine: { engine, version: "29.1.3" },
      source: { root, environment, patience },
      platform,
    });
  });
  if (!facts) throw new Error("nothing was read");
  return facts;
}

const without = (...left: string[]): Record<string, string | Buffer | undefined> =>
  Object.fromEntries(Object.entries(usual).filter(([path]) => !left.some((word) => path.includes(word))));

describe("the facts of a machine", function () {
  this.timeout(30_000);

  it("are read in files and by asking programs", async () => {
    const { engine, ...facts } = await read();
    assert.ok((engine?.diskFree ?? 0) > 0);
    assert.deepEqual(
      { ...facts, engine: { ...engine, diskFree: 1 } },
      {
        platform: "linux",
        kernel: release,
        wsl: false,
        memory: { total: 31954, available: 24120 },
        cgroup: 2,
        inotify: { watches: 65536, instances: 128 },
        kvm: "usable",
        ipv6: "enabled",
        kind: "0.32.0",
        modules: { openvswitch: "loaded", geneve: "available", vrf: "absent", nft_socket: "built in" },
        firewall: { iptables: "nft", firewalld: true, ufw: true },
        routes: ["10.0.0.0/8", "192.168.1.0/24", "203.0.113.9/32", "fd00:1::/64"],
        engine: {
          name: "docker",
          version: "29.1.3",
          kernel: release,
          desktop: false,
          storageDriver: "overlayfs",
          containerdStore: true,
          rootless: false,
          cgroup: 2,
          memory: 16384,
          cpus: 8,
          diskFree: 1,
        },
      },
    );
  });

  it("hold neither the machine's name nor a path of its user, whatever engine tells them", async () => {
    for (const engine of ["docker", "podman"] as const)
      assert.doesNotMatch(JSON.stringify(await read({ engine })), /secret-host|somebody/);
  });

  it("of podman are read in its own form", async () =>
    assert.deepEqual((await read({ engine: "podman" })).engine, {
      name: "podman",
      version: "29.1.3",
      kernel: release,
      storageDriver: "overlay",
      rootless: true,
      cgroup: 2,
      memory: 8192,
      cpus: 4,
    }));

  it("are unknown, and no error, where there are neither files nor programs", async () => {
    const { engine, ...facts } = await read({ files: {}, programs: {} });
    assert.deepEqual(engine, { name: "docker", version: "29.1.3" });
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), factsOf("nothing-known"));
  });

  it("are unknown where a program does not answer in time, and the others are not waited for any longer", async () => {
    const stuck = { ...programs, docker: "read answer < /dev/zero", ip: "while :; do :; done" };
    const before = Date.now();
    const facts = await read({ programs: stuck, patience: 0.5 });
    assert.deepEqual(JSON.parse(JSON.stringify([facts.engine, facts.routes])), [
      { name: "docker", version: "29.1.3" },
      null,
    ]);
    assert.equal(facts.firewall.iptables, "nft");
    assert.ok(Date.now() - before < 8000);
  });

  it("tell a firewalld that is there and not active", async () => {
    const inactive = { ...programs, systemctl: "echo inactive" };
    assert.equal((await read({ programs: inactive })).firewall.firewalld, false);
  });

  it("are unknown where programs fail, print something else, or files are not what they should be", async () => {
    const broken = Object.fromEntries(Object.keys(programs).map((name) => [name, "echo '[1, {'"]));
    const odd = Object.fromEntries(Object.keys(usual).map((path) => [path, "?"]));
    for (const there of [broken, Object.fromEntries(Object.keys(programs).map((name) => [name, "exit 3"]))]) {
      const facts = await read({ files: odd, programs: there });
      assert.deepEqual(JSON.parse(JSON.stringify(facts.engine)), { name: "docker", version: "29.1.3" });
      assert.deepEqual([facts.routes, facts.memory, facts.inotify, facts.ipv6, facts.kind], Array(5).fill(undefined));
    }
  });

  it("of another platform are few, and no file of Linux is looked for", async () => {
    const facts = await read({ platform: "darwin" });
    assert.deepEqual(
      [facts.modules.openvswitch, facts.kvm, facts.routes, facts.firewall, facts.engine?.cpus],
      ["unknown", undefined, undefined, {}, 8],
    );
    assert.ok((facts.memory?.total ?? 0) > 0);
  });

  it("tell control groups of both versions, of which the first counts", async () => {
    const hybrid = { ...without("cgroup.controllers"), "sys/fs/cgroup/unified/cgroup.controllers": "" };
    assert.equal((await read({ files: hybrid })).cgroup, 1);
  });

  it("tell IPv6 that is disabled from a kernel without it", async () => {
    assert.equal(
      (await read({ files: { ...usual, "proc/sys/net/ipv6/conf/all/disable_ipv6": "1\n" } })).ipv6,
      "disabled",
    );
    const kernel = { ...without("ipv6"), "proc/sys/net/ipv4/ip_forward": "1\n" };
    assert.equal((await read({ files: kernel })).ipv6, "absent");
  });

  it("tell Docker Desktop, WSL and a rootless docker", async () => {
    const wsl = "6.6.87.2-microsoft-standard-WSL2";
    const info = {
      ...(JSON.parse(docker) as object),
      KernelVersion: wsl,
      OperatingSystem: "Docker Desktop",
      SecurityOptions: ["name=rootless"],
    };
    const facts = await read({
      files: { ...usual, "proc/sys/kernel/osrelease": wsl },
      programs: { ...programs, docker: `echo '${JSON.stringify(info)}'` },
    });
    assert.deepEqual([facts.wsl, facts.engine?.desktop, facts.engine?.rootless], [true, true, true]);
    // Its folder is not this machine's.
    assert.equal(facts.engine?.diskFree, undefined);
  });

  it("tell modules by the kernel's configuration where there is no list of files", async () => {
    const configuration = "CONFIG_OPENVSWITCH=y\nCONFIG_GENEVE=m\n# CONFIG_NET_VRF is not set\n";
    const expected = { openvswitch: "built in", geneve: "unknown", vrf: "absent", nft_socket: "absent" };
    const files = without("lib/modules", "sys/module");
    for (const [path, content] of [
      ["proc/config.gz", gzipSync(configuration)],
      [`boot/config-${release}`, configuration],
    ] as const)
      assert.deepEqual((await read({ files: { ...files, [path]: content } })).modules, expected, path);
  });
});
