import type { FabricLab } from "../lab.ts";
import type { Mutation } from "./mutation.ts";
import { PodMutations } from "./pods.ts";

const [blue, yellow] = ["tenantblue", "tenantyellow"] as const;

/** What can be wrong with scenario overlay. */
export function overlayMutations(lab: () => FabricLab): Mutation[] {
  const pods = new PodMutations(lab);
  return [
    pods.serversDown({ O1: "failed" }, [blue, "blue-server"]),
    pods.serversDown({ O2: "failed" }, [yellow, "yellow-server"]),
    pods.unplugged({ O1: "failed", O2: "failed" }, blue, "podclient", "secondary"),
    pods.onOtherSegment({ O2: "failed" }, yellow, "yellow-server", "secondary", "another network of the same range"),
    pods.otherServer({ O1: "failed" }, blue, "blue-server", "yellow-server"),
    pods.addressSwapped({ O2: "failed" }, yellow, "yellow-server", [blue, "blue-server"]),
    pods.addressUnknown({ O1: "not run" }, blue, "blue-server"),
    pods.execRefused({ O1: "not run", O2: "not run" }, blue, "podclient"),
    pods.toolMissing({ O1: "not run", O2: "not run" }, "curl"),
  ];
}
