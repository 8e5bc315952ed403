import type { FabricLab } from "../lab.ts";
import { launcherOf } from "../machines.ts";
import { GuestMutations } from "./guests.ts";
import type { Mutation } from "./mutation.ts";
import { PodMutations } from "./pods.ts";

const [blue, yellow] = ["tenantblue", "tenantyellow"] as const;
const vm = "vm-client";

/** What can be wrong with scenario overlay-mixed. */
export function overlayMixedMutations(lab: () => FabricLab): Mutation[] {
  const pods = new PodMutations(lab);
  return [
    pods.serversDown({ M1: "failed" }, [blue, "blue-server"]),
    pods.otherServer({ M2: "failed" }, yellow, "yellow-server", "blue-server"),
    pods.unplugged({ M1: "failed", M2: "failed" }, blue, launcherOf(vm), "secondary"),
    pods.onOtherSegment({ M2: "failed" }, yellow, "yellow-server", "secondary", "another network"),
    new GuestMutations(lab).otherPassword({ M1: "not run", M2: "not run" }, blue, vm),
  ];
}
