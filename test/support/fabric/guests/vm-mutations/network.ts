import { ip } from "../../commands.ts";
import { gateway, internet, machines } from "../vm-facts.ts";
import {
  disabling,
  failing,
  filtered,
  type LabMutation,
  leased,
  readdressBlue,
  type Spoil,
  undoable,
} from "./spoil.ts";

const { red, blue } = machines;
/** An address that the network does not have. */
const stray = "10.99.0.4/16";
const viaGateway = `route replace default via ${gateway} dev eth0`;

const inRed = (lines: readonly string[], undo: readonly string[]): Spoil =>
  undoable((lab) => lab.red.guest.netns, lines, undo);

const ofRed: readonly LabMutation[] = [
  failing("red's MTU is 1500", ["V1"], inRed(["link set dev eth0 mtu 1500"], ["link set dev eth0 mtu 1400"])),
  failing(
    "red's address was set by hand",
    ["V1"],
    inRed(
      [`addr change ${red.cidr} dev eth0 valid_lft forever preferred_lft forever`],
      [`addr change ${red.cidr} ${leased}`],
    ),
  ),
  failing(
    "red's address is of another network",
    ["V1"],
    inRed(
      [`addr del ${red.cidr} dev eth0`, `addr add ${stray} ${leased}`, `${viaGateway} onlink`],
      [`addr del ${stray} dev eth0`, `addr add ${red.cidr} ${leased}`, viaGateway],
    ),
  ),
  failing("red has no default route", ["V1", "V2"], inRed(["route del default"], [viaGateway])),
  failing(
    "red's default route is over somebody else",
    ["V1", "V2"],
    inRed(["route replace default via 192.168.0.2 dev eth0"], [viaGateway]),
  ),
  failing(
    "red has an IPv6 address from somewhere",
    ["V1"],
    inRed(["addr add fd00:99::3/64 dev eth0"], ["addr del fd00:99::3/64 dev eth0"]),
  ),
  failing(
    "the internet does not answer",
    ["V2"],
    undoable((lab) => lab.network.core, [`addr del ${internet}/32 dev lo`], [`addr add ${internet}/32 dev lo`]),
  ),
  failing("no name is resolved", ["V2"], async (lab) => {
    await lab.red.guest.setHosts({});
    return () => lab.red.guest.setHosts(lab.hosts);
  }),
];

const ofBlue: readonly LabMutation[] = [
  failing("blue's interface is not the one of the primary network", ["V3"], async (lab) => {
    await lab.blue.report({ podInterfaceName: "eth0" });
    return () => lab.blue.report();
  }),
  failing("blue's address is of another network", ["V3", "V4"], (lab) => readdressBlue(lab, stray)),
  disabling("blue's status tells of no interface", ["V3", "V4"], async (lab) => {
    await lab.blue.patch({ interfaces: [] });
    return () => lab.blue.report();
  }),
  failing("blue's status tells an address that nobody has", ["V4"], async (lab) => {
    await lab.blue.report({ ipAddress: "192.168.0.44", ipAddresses: ["192.168.0.44"] });
    return () => lab.blue.report();
  }),
  failing("blue is on no network", ["V4", "V5"], async (lab) => {
    await lab.network.unplug("blue");
    return () => lab.network.plug("blue", lab.blue.node);
  }),
  failing("packets of red's do not get to blue", ["V4", "V5"], filtered("ip saddr 192.168.0.3 drop")),
  failing("blue answers no ping", ["V4"], filtered("icmp type echo-request drop")),
  failing("blue's port is closed to red", ["V5"], filtered("tcp dport 9000 drop")),
  failing("blue's port refuses", ["V5"], filtered("tcp dport 9000 reject with tcp reset")),
  // A ping cannot tell who has the address: V4 passes here. The connection does.
  failing("another machine has blue's address", ["V5"], async (lab) => {
    await lab.network.unplug("blue");
    const other = await lab.network.attach("other", lab.blue.node, blue.mac);
    await ip(other, `addr add ${blue.cidr} dev eth0`);
    return async () => {
      await lab.network.detach("other");
      await lab.network.plug("blue", lab.blue.node);
    };
  }),
];

export const networkMutations: readonly LabMutation[] = [...ofRed, ...ofBlue];
