import type { FabricLab } from "../lab.ts";
import { launcherOf } from "../machines.ts";
import type { Outside } from "../outside.ts";
import { GuestMutations } from "./guests.ts";
import { type Mutation, mutation } from "./mutation.ts";
import { NetworkMutations } from "./networks.ts";
import { PodMutations } from "./pods.ts";

const adapter = ["data-adapter", "turtle-db-adapter"] as const;
const consumer = "data-consumer";
const vm = "vm-workload";
const launcher = launcherOf(vm);
const otherVlan = "vlan124";

/** What can be wrong with scenario localnet before its last step, the policies. */
export function localnetMutations(lab: () => FabricLab, outside: () => Outside): Mutation[] {
  const pods = new PodMutations(lab);
  const { database } = sideMutations(lab, outside);
  return [
    database.down({ L0: "failed", L1: "failed", L2: "failed" }),
    database.withoutRows({ L1: "failed", L2: "failed" }),
    pods.onOtherSegment({ L1: "failed", L2: "failed" }, consumer, launcher, "secondary", otherVlan),
    pods.onOtherSegment({ L2: "failed" }, ...adapter, "secondary", otherVlan),
    pods.serversDown({ L2: "failed" }, adapter),
  ];
}

/** What can be wrong with its last step. */
export function localnetPolicyMutations(lab: () => FabricLab, outside: () => Outside): Mutation[] {
  const pods = new PodMutations(lab);
  const networks = new NetworkMutations(lab);
  const { database } = sideMutations(lab, outside);
  const kind = "MultiNetworkPolicy";
  const nothing = { ingress: [], egress: [] };
  return [
    database.down({ L0: "failed", L3a: "failed", L3: "not run", L4: "failed", L5a: "failed", L5: "not run" }),
    networks.gone({ L3: "failed", L6: "failed" }, [kind, "web-client"]),
    networks.gone({ L3: "failed", L5: "failed", L6: "failed" }, [kind, "web-client"], [kind, "db-adapter"]),
    networks.changed({ L4: "failed" }, kind, "web-client", "allows nothing", nothing),
    networks.changed({ L5a: "failed", L5: "not run" }, kind, "db-adapter", "allows nothing", nothing),
    pods.refusing({ L3: "failed" }, consumer, launcher, 'oifname "net1" tcp dport 5432'),
    pods.refusing({ L5: "failed" }, ...adapter, 'oifname "net1" tcp dport 22'),
    pods.serversDown({ L4: "failed", L6a: "failed", L6: "not run" }, adapter),
    pods.onOtherSegment({ L5a: "failed", L6a: "failed" }, ...adapter, "secondary", otherVlan),
    pods.onOtherSegment({ L4: "failed" }, consumer, launcher, "secondary", otherVlan),
    new GuestMutations(lab).otherPassword({ L3: "not run", L3a: "not run", L4: "not run" }, consumer, vm),
    pods.execRefused({ L5: "not run", L5a: "not run" }, ...adapter),
  ];
}

/** What can go wrong with the machine beside the cluster. */
function sideMutations(lab: () => FabricLab, outside: () => Outside) {
  return {
    database: {
      down: (breaks: Mutation["breaks"]) =>
        mutation(
          "the database is down",
          breaks,
          () => outside().database.halt(),
          async () => {
            await outside().database.serve();
            // It keeps one connection, which broke; a kubelet would start it again.
            await lab()
              .fabric.pod(...adapter)
              .end();
            lab()
              .fabric.pod(...adapter)
              .start();
          },
        ),
      withoutRows: (breaks: Mutation["breaks"]) =>
        mutation(
          "one of the turtles is not in the database",
          breaks,
          () =>
            outside().database.administer(
              "turtles",
              "UPDATE ninja_turtles SET name = 'shredder' WHERE name = 'raphael'",
            ),
          () =>
            outside().database.administer(
              "turtles",
              "UPDATE ninja_turtles SET name = 'raphael' WHERE name = 'shredder'",
            ),
        ),
    },
  };
}
