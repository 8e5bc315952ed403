import assert from "node:assert/strict";
import { join } from "node:path";
import { engineNetwork, subnetsIn } from "../../../components/clusters/engine-network.ts";
import { requireMeans } from "../../../components/clusters/means.ts";
import { nodeNetworkProblems } from "../../../components/clusters/node-network.ts";
import type { KindSettings } from "../../../components/settings/settings.ts";
import { withFolder, writeProgram } from "../tools/support.ts";
import { withPath } from "../support.ts";

/** As docker 27 and podman 5 print them, shortened. */
const ofDocker = (subnets: readonly string[]): string =>
  JSON.stringify([{ Name: "kind", Driver: "bridge", IPAM: { Config: subnets.map((Subnet) => ({ Subnet })) } }]);
const ofPodman = (subnets: readonly string[]): string =>
  JSON.stringify([{ name: "kind", subnets: subnets.map((subnet) => ({ subnet, gateway: "10.89.0.1" })) }]);
const usual = ["172.18.0.0/16", "fc00:f853:ccd:e793::/64"];

describe("the network of kind's nodes", () => {
  it("is read in the form of either engine", () => {
    assert.deepEqual(subnetsIn(ofDocker(usual)), usual);
    assert.deepEqual(subnetsIn(ofPodman(["10.89.0.0/24"])), ["10.89.0.0/24"]);
  });

  it("loses host bits, with which docker lets a network be made", () =>
    assert.deepEqual(subnetsIn(ofDocker(["172.30.1.7/16", "fd00:1::7/64"])), ["172.30.0.0/16", "fd00:1::/64"]));

  for (const text of ["", "[]", "{}", "null", "Error: no such network"])
    it(`is unknown if the engine says ${JSON.stringify(text)}`, () => assert.equal(subnetsIn(text), undefined));

  it("may have no ranges, such as the host's", () => {
    assert.deepEqual(subnetsIn('[{"Name":"host","IPAM":{"Config":null}}]'), []);
    assert.deepEqual(subnetsIn('[{"name":"none"}]'), []);
  });

  it("is the one that kind's own environment variable names", () =>
    withFolder(async (folder) => {
      for (const engine of ["docker", "podman"])
        await writeProgram(
          join(folder, engine),
          `#!/bin/sh\n[ "$*" = "network inspect mine" ] && echo '${ofDocker(usual)}'\n`,
        );
      const asked = (engine: "docker" | "podman", environment: NodeJS.ProcessEnv) =>
        engineNetwork(engine, { PATH: folder, ...environment });
      assert.deepEqual(await asked("docker", { KIND_EXPERIMENTAL_DOCKER_NETWORK: "mine" }), {
        engine: "docker",
        name: "mine",
        subnets: usual,
      });
      assert.equal((await asked("podman", { KIND_EXPERIMENTAL_PODMAN_NETWORK: "mine" }))?.name, "mine");
      assert.equal(await asked("docker", { KIND_EXPERIMENTAL_PODMAN_NETWORK: "mine" }), undefined);
    }));
});

const cluster = { podSubnets: ["10.244.0.0/16"], serviceSubnets: ["10.96.0.0/16"] };
const wanted = { "network enterprise of scenario udn-pods": ["192.168.0.0/16", "fd00:192:168::/64"] };
const kindsNetwork = "docker's network kind, which kind's nodes are on";
const anew = (flags: string): string =>
  `While no cluster uses it, remove it (docker network rm kind) and make it anew with another range: docker network create ${flags}--subnet <range> kind`;

describe("the networks of a kind cluster", () => {
  const problems = (subnets: string[], of = cluster) =>
    nodeNetworkProblems({ engine: "docker", name: "kind", subnets }, of, wanted);

  it("fit the usual one of its nodes", () => assert.deepEqual(problems(usual), []));

  it("may be in the way of the scenario's, and both are named", () =>
    assert.deepEqual(problems(["192.168.32.0/20"]), [
      `network enterprise of scenario udn-pods, 192.168.0.0/16, overlaps ${kindsNetwork}, 192.168.32.0/20`,
      anew(""),
    ]));

  it("may be in the way of the cluster's own, and both are named", () =>
    assert.deepEqual(problems(["10.96.0.0/12"]), [
      `lab:serviceSubnet, 10.96.0.0/16, overlaps ${kindsNetwork}, 10.96.0.0/12`,
      "Choose other ranges for the cluster: -c podSubnet=<range> or -c serviceSubnet=<range>",
    ]));

  const dual = { podSubnets: ["10.244.0.0/16", "fd00:10:244::/48"], serviceSubnets: ["10.96.0.0/16"] };
  it("need IPv6 below them if they have it", () => {
    assert.deepEqual(problems(usual, dual), []);
    assert.deepEqual(problems(["172.18.0.0/16"], dual), [
      `${kindsNetwork}, has no IPv6, and the cluster needs it`,
      anew("--ipv6 "),
    ]);
  });

  it("are compared before the cluster is made", () =>
    withFolder(async (folder) => {
      const script = `case "$*" in info*) echo 27.5.1;; ps*) ;; "network inspect kind") echo '${ofDocker(["192.168.32.0/20"])}';; *) exit 9;; esac`;
      await writeProgram(join(folder, "docker"), `#!/bin/sh\n${script}\n`);
      const settings: KindSettings = {
        kind: "kind",
        name: "ovn",
        workers: 1,
        ...cluster,
        containerEngine: "docker",
        nodeImage: "i",
        etcd: "disk",
        warmImages: false,
        imageCache: false,
        imageArchives: [],
        nameServers: [],
      };
      await withPath(folder, async () => {
        await assert.rejects(requireMeans(settings, folder, wanted), {
          name: "SettingsError",
          message: /192\.168\.32/,
        });
        await requireMeans(settings, folder, {});
        await requireMeans({ kind: "simulated", name: "ovn", workers: 1, ...cluster }, folder, wanted);
      });
    }));
});
