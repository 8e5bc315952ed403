import { ip, nft } from "../../commands.ts";
import type { Mutation } from "../../mutations/mutation.ts";
import { gateway, lease, machines } from "../vm-facts.ts";
import type { VmLab } from "../vm-lab.ts";

/** Spoils a lab; @returns what restores it. */
export type Spoil = (lab: VmLab) => Promise<() => Promise<void>>;

/** A mutation of any lab; see `Mutation`. */
export interface LabMutation extends Pick<Mutation, "name" | "breaks"> {
  readonly spoil: Spoil;
}

export function failing(name: string, ids: readonly string[], spoil: Spoil): LabMutation {
  return { name, breaks: Object.fromEntries(ids.map((id) => [id, "failed"])), spoil };
}

/** One that keeps a probe from working. */
export function disabling(name: string, ids: readonly string[], spoil: Spoil): LabMutation {
  return { name, breaks: Object.fromEntries(ids.map((id) => [id, "not run"])), spoil };
}

/** Lines for `ip` in a network namespace that spoil, and lines that undo it. */
export function undoable(netns: (lab: VmLab) => string, lines: readonly string[], undo: readonly string[]): Spoil {
  return async (lab) => {
    await ip(netns(lab), ...lines);
    return () => ip(netns(lab), ...undo);
  };
}

/** A rule of blue's for what comes in. */
export function filtered(rule: string): Spoil {
  return async ({ blue }) => {
    const { netns } = blue.guest;
    await nft(netns, `table inet spoil { chain input { type filter hook input priority 0; ${rule}; }; }`);
    return () => nft(netns, "delete table inet spoil");
  };
}

/** Takes a program from a guest. */
export function hidden(name: "red" | "blue", program: string): Spoil {
  return async (lab) => {
    const { guest } = lab[name];
    const path = (await guest.run("readlink", "-f", `/bin/${program}`)).trim();
    await guest.run("mount", "--bind", "/dev/null", path);
    return async () => {
      await guest.run("umount", path);
    };
  };
}

/** Gives blue another address, and tells of it. */
export async function readdressBlue({ blue }: Pick<VmLab, "blue">, cidr: string): Promise<() => Promise<void>> {
  const usual = machines.blue.cidr;
  const change = async (from: string, to: string): Promise<void> => {
    await ip(
      blue.guest.netns,
      `addr del ${from} dev eth0`,
      `addr add ${to} ${leased}`,
      `route replace default via ${gateway} dev eth0 onlink`,
    );
    await blue.report();
  };
  await change(usual, cidr);
  return () => change(cidr, usual);
}

/** Where an address goes that came by DHCP. */
export const leased = `dev eth0 valid_lft ${lease} preferred_lft ${lease}`;
