import type { Check } from "../../../../components/checks/check.ts";
import { defaultScenarioSettings } from "../../../../components/settings/default-settings.ts";
import { loadScenario } from "../../../../stacks/registry.ts";
import { ip } from "../commands.ts";
import type { Guest } from "./guest.ts";
import type { Guests } from "./index.ts";
import { addNetns, removeNetns } from "./network-namespace.ts";

/** Red of scenario udn-vms without a network beyond its own interface: what its checks about itself are met by. */
export interface LoneGuest {
  readonly guest: Guest;
  readonly netns: string;
  /** V1: its network as the guest tells it. */
  readonly network: Check;
  /** V2: a ping by name, of an address that is its own; takes two seconds. */
  readonly ping: Check;
  stop(): Promise<void>;
}

/** @param prefix put before the names of namespaces, as setting `namePrefix` */
export async function startLoneGuest(
  guests: Guests,
  prefix: string,
  options: { readonly offersLogin?: boolean } = {},
): Promise<LoneGuest> {
  const { checks } = await loadScenario("udn-vms", { ...defaultScenarioSettings, namePrefix: prefix });
  const check = (id: string): Check => {
    const found = checks.find((one) => one.id === id);
    if (!found) throw new Error(`udn-vms has no check ${id}`);
    return found;
  };
  const [network, ping] = [check("V1"), check("V2")];
  if (network.from.kind !== "guest" || ping.to.kind !== "host") throw new Error("V1 and V2 are others now");
  const netns = `${prefix}${network.from.vm}`;
  await addNetns(netns);
  const leave = (): Promise<unknown> => removeNetns(netns);
  try {
    await ip(
      netns,
      "link add name eth0 mtu 1400 type veth peer name nobody",
      "link set dev nobody addrgenmode none up",
      "link set dev eth0 up",
      "link set dev lo up",
    );
    const guest = await guests.add({
      ...network.from,
      netns,
      addresses: [{ link: "eth0", cidr: "192.168.0.3/16", lease: 3600 }],
      gateway: "192.168.0.1",
      hosts: { [ping.to.host]: "192.168.0.3" },
      ...options,
    });
    return {
      guest,
      netns,
      network,
      ping,
      stop: async () => {
        await guests.remove(guest);
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
