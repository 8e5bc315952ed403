import assert from "node:assert/strict";
import { scenarioNames } from "../../../stacks/registry.ts";
import { complaints, factsOf, inShort, machineNames, needsOf } from "./support.ts";
import { judgeMachine } from "../../../components/machine/judge.ts";

type Expected = Readonly<Record<string, readonly string[]>>;
const modules = (level: string, ...names: string[]): string[] => names.map((name) => `${level} kernel module ${name}`);

/** What is found of each machine, by scenario; nothing of those that are not named. */
const expected: Readonly<Record<string, Expected>> = {
  "ubuntu-24.04-docker-28": {},
  "docker-29-containerd-store": {},
  "rootless-podman": {
    overlay: ["warning container engine", "warning container engine's rights"],
    localnet: ["warning container engine", "problem where the nodes' network is", "warning /dev/kvm"],
    "udn-vms": ["warning container engine", "warning container engine's rights", "warning /dev/kvm"],
  },
  wsl2: {
    overlay: [...modules("problem", "nft_socket"), "warning inotify limits"],
    "udn-pods": [...modules("problem", "vrf", "nft_socket"), "warning inotify limits"],
    "udn-vms": [
      ...modules("problem", "vrf", "nft_socket"),
      "warning inotify limits",
      "warning /dev/kvm",
      "warning memory",
    ],
  },
  "debian-12-small-laptop": {
    overlay: ["warning inotify limits", "warning memory"],
    "udn-pods": ["warning inotify limits", "warning memory"],
    "udn-vms": ["warning inotify limits", "warning memory", "warning disk"],
  },
  "no-modules": {
    overlay: [...modules("problem", "openvswitch", "geneve", "nft_socket"), "warning processors"],
    "udn-pods": [...modules("problem", "openvswitch", "geneve", "vrf", "nft_socket"), "warning processors"],
    "overlay-mixed": [
      ...modules("problem", "openvswitch", "geneve", "nft_socket"),
      "warning /dev/kvm",
      "warning processors",
    ],
  },
  "low-inotify": { overlay: ["warning inotify limits"], "udn-vms": ["warning inotify limits"] },
  "ipv6-disabled": { overlay: ["warning IPv6"], localnet: ["warning IPv6"] },
  "ipv6-not-in-kernel": { overlay: ["problem IPv6"], "udn-pods": ["problem IPv6"] },
  "cgroup-v1": {
    overlay: ["warning kind's version", "problem control groups", "warning kernel", "warning firewall"],
    "udn-vms": ["warning kind's version", "problem control groups", "warning kernel", "warning firewall"],
  },
  "vpn-subnet-clash": {
    overlay: Array<string>(2).fill("warning routes of this machine"),
    "udn-pods": Array<string>(2).fill("warning routes of this machine"),
    localnet: ["warning firewall", ...Array<string>(3).fill("warning routes of this machine")],
  },
  "docker-desktop-mac": {
    overlay: modules("unknown", "openvswitch", "geneve", "nft_socket"),
    localnet: ["problem where the nodes' network is", ...modules("unknown", "openvswitch", "geneve", "nft_socket")],
    "udn-vms": [...modules("unknown", "openvswitch", "geneve", "vrf", "nft_socket"), "warning memory"],
  },
  "tiny-server": {
    overlay: ["problem container engine", "problem memory", "warning processors", "problem disk"],
  },
  "nothing-known": { overlay: modules("unknown", "openvswitch", "geneve", "nft_socket") },
};

describe("the machine", () => {
  for (const [machine, byScenario] of Object.entries(expected))
    for (const [scenario, findings] of Object.entries(
      Object.keys(byScenario).length > 0 ? byScenario : Object.fromEntries(scenarioNames.map((name) => [name, []])),
    ))
      it(`${machine} is judged for ${scenario}`, async () =>
        assert.deepEqual(await inShort(machine, scenario), findings));

  it("is expected of in each file of facts", () =>
    assert.deepEqual(Object.keys(expected).toSorted(), machineNames.toSorted()));

  for (const machine of machineNames)
    it(`${machine} has with each complaint why, for which scenario, and what mends it`, async () => {
      for (const scenario of scenarioNames)
        for (const { what, found, why, scenarios, mend } of await complaints(machine, scenario)) {
          assert.notEqual(found.trim(), "", what);
          assert.match(why, /^\S.{20,}\.$/, what);
          assert.ok(mend.length > 10, what);
          assert.deepEqual(scenarios, [scenario], what);
        }
    });

  it("that is good is told of in full too", async () => {
    const told = judgeMachine(factsOf("ubuntu-24.04-docker-28"), await needsOf("udn-vms"));
    assert.deepEqual(
      told.map(({ what, found }) => `${what}: ${found}`),
      [
        "docker's image store: overlay2",
        "control groups: cgroup v2",
        "kernel: 6.8.0-64-generic",
        ...["openvswitch", "geneve", "vrf", "nft_socket"].map(
          (name) => `kernel module ${name}: there, loaded when it is needed`,
        ),
        "inotify limits: 1048576 watches, 1024 instances",
        "/dev/kvm: there",
        "memory: 23.6 GiB free of 31.2 GiB",
        "processors: 8 for containers",
        "disk: 175.8 GiB free where docker keeps containers",
        "IPv6: enabled",
        "firewall: iptables is nft",
        // A usual network at home, which the talk's own range covers.
        "routes of this machine: network happy-tenant of scenario udn-vms, 192.168.0.0/16, overlaps the route to 192.168.1.0/24, which only that network's pods do not reach",
      ],
    );
  });
});
