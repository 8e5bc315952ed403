import type { Cidr } from "../settings/cidr.ts";
import { networkClashes, type OwnedNetworks } from "../settings/network-clashes.ts";
import { type MachineFacts, sharesKernel } from "./facts.ts";
import type { MachineFinding } from "./finding.ts";
import type { MachineNeeds } from "./needs.ts";

/** IPv6, firewalls, and routes that are in the way of the scenario's networks. */
export function judgeNetwork(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  return [...judgeIpv6(facts, needs), ...judgeFirewall(facts, needs), ...judgeRoutes(facts, needs)];
}

function judgeIpv6(facts: MachineFacts, { scenario, ipFamily }: MachineNeeds): MachineFinding[] {
  const shared = sharesKernel(facts);
  if (facts.ipv6 === undefined || shared === false) return [];
  const common = { what: "IPv6", scenarios: [scenario] };
  if (facts.ipv6 === "enabled") return [{ ...common, level: "ok", found: "enabled" }];
  if (facts.ipv6 === "absent")
    return [
      {
        ...common,
        level: shared ? "problem" : "warning",
        found: "the kernel was started without it",
        why: "OVN-Kubernetes needs it in the nodes even where no address is of that family, and it cannot be switched on there.",
        mend: "remove ipv6.disable=1 from GRUB_CMDLINE_LINUX in /etc/default/grub, then: sudo update-grub && sudo reboot",
      },
    ];
  return [
    {
      ...common,
      // kind serves the API of such a cluster at ::1, which is not there then.
      level: ipFamily === "ipv6" && shared ? "problem" : "warning",
      found: "disabled (net.ipv6.conf.all.disable_ipv6)",
      why:
        ipFamily === "ipv6"
          ? "The cluster's addresses are of that family alone, and so is its API server's on this machine."
          : "kind's network has IPv6, which the engine may then not be able to make.",
      mend: "sudo sysctl net.ipv6.conf.all.disable_ipv6=0",
    },
  ];
}

function judgeFirewall(facts: MachineFacts, { scenario, onMachine }: MachineNeeds): MachineFinding[] {
  if (sharesKernel(facts) === false) return [];
  const { firewalld, ufw, iptables } = facts.firewall;
  const active = [...(firewalld ? ["firewalld"] : []), ...(ufw ? ["ufw"] : [])];
  const known = [...(iptables ? [`iptables is ${iptables}`] : []), ...active.map((name) => `${name} is active`)];
  if (known.length === 0) return [];
  const common = { what: "firewall", found: known.join(", "), scenarios: [scenario] };
  if (iptables === "legacy" && firewalld)
    return [
      {
        ...common,
        level: "warning",
        why: "The engine's rules are in other tables than firewalld's, which may drop what they accept: between nodes, and from nodes to the internet.",
        mend: "sudo update-alternatives --set iptables /usr/sbin/iptables-nft && sudo systemctl restart docker",
      },
    ];
  if (active.length === 0 || !onMachine) return [{ ...common, level: "ok" }];
  return [
    {
      ...common,
      level: "warning",
      why: "It may drop what pods send to the scenario's database on this machine.",
      mend: firewalld
        ? "if those checks fail: sudo firewall-cmd --add-port=5432/tcp, or lab:databasePort's value"
        : "if those checks fail: sudo ufw allow 5432/tcp, or lab:databasePort's value",
    },
  ];
}

/** OVN's own networks lie beside the machine's: only the cluster's are the nodes' too, and a VLAN's is this machine's. */
function judgeRoutes({ routes }: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  if (routes === undefined) return [];
  const common = { what: "routes of this machine", scenarios: [needs.scenario] };
  const ofCluster = (["podSubnet", "serviceSubnet"] as const).flatMap((setting) => {
    const wanted = { [`lab:${setting}`]: needs[`${setting}s`] };
    return clashes(wanted, routes).map((found): MachineFinding => ({
      ...common,
      level: "warning",
      found,
      why: "What is behind that route, such as a VPN's name server or registry, is out of reach for nodes and pods.",
      mend: `choose another range: -c ${setting}=<range>`,
    }));
  });
  const ofScenario = clashes(needs.networks, routes).map((found): MachineFinding =>
    needs.onMachine
      ? {
          ...common,
          level: "warning",
          found,
          why: "The scenario gives this machine an address on that network, and takes it from what is behind the route.",
          mend: "choose another range: -c localnetSubnet=<range>; this shows the route: ip route show table all",
        }
      : { ...common, level: "ok", found: `${found}, which only that network's pods do not reach` },
  );
  const all = [...ofCluster, ...ofScenario];
  if (all.length > 0) return all;
  return [{ ...common, level: "ok", found: "none is in the way of the cluster's and the scenario's networks" }];
}

function clashes(wanted: OwnedNetworks, routes: readonly Cidr[]): string[] {
  return networkClashes(wanted, { "the route to": routes }).map((line) =>
    line.replace("the route to, ", "the route to "),
  );
}
