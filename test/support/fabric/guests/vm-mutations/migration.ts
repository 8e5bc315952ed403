import { ip } from "../../commands.ts";
import { type MigrationPlan, usualPlan } from "../migrations.ts";
import { machines } from "../vm-facts.ts";
import type { VmLab } from "../vm-lab.ts";
import { failing, type LabMutation, readdressBlue, type Spoil } from "./spoil.ts";

type Undo = (lab: VmLab) => Promise<void>;

/** @param undo what else restores the lab */
function planned(changes: Partial<MigrationPlan>, undo: Undo = () => Promise.resolve()): Spoil {
  return (lab) => {
    lab.migrations.plan = { ...usualPlan, ...changes };
    return Promise.resolve(async () => {
      lab.migrations.plan = usualPlan;
      await undo(lab);
    });
  };
}

async function setMac({ blue }: Pick<VmLab, "blue">, mac: string): Promise<void> {
  await ip(blue.guest.netns, `link set dev eth0 address ${mac}`);
}

export const migrationMutations: readonly LabMutation[] = [
  failing("the migration fails", ["V6"], planned({ end: "Failed" })),
  failing("the migration does not end", ["V6"], planned({ end: "Running" })),
  failing("blue stays on its node", ["V6", "V8"], planned({ leaves: false })),
  failing(
    "the link stays cut",
    ["V7"],
    planned({ cut: "for good" }, ({ network, blue }) => network.plug("blue", blue.node)),
  ),
  failing(
    "blue's server ends on the way",
    ["V7"],
    planned({
      meanwhile: async ({ guest }) => {
        await guest.run("pkill", "-KILL", "iperf3");
      },
    }),
  ),
  failing(
    "blue's MAC is another afterwards",
    ["V8"],
    planned({ meanwhile: (blue) => setMac({ blue }, "0a:58:c0:a8:00:44") }, async (lab) => {
      await setMac(lab, machines.blue.mac);
      await lab.blue.report();
    }),
  ),
  failing("blue's address is another afterwards", ["V7", "V8"], async (lab) => {
    let undo: () => Promise<void> = () => Promise.resolve();
    const meanwhile: MigrationPlan["meanwhile"] = async (blue) => {
      undo = await readdressBlue({ blue }, "192.168.0.5/16");
    };
    return planned({ meanwhile }, () => undo())(lab);
  }),
];
