import { networkClashes } from "../settings/network-clashes.ts";
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

function judgeRoutes(facts: MachineFacts, needs: MachineNeeds): MachineFinding[] {
  if (facts.routes === undefined) return [];
  const common = { what: "routes of this machine", scenarios: [needs.scenario] };
  const clashing = (networks: Parameters<typeof networkClashes>[0]): string[] =>
    networkClashes(networks, { "the route to": facts.routes ?? [] }).map((line) =>
      line.replace("the route to, ", "the route to "),
    );
  const ofCluster = clashing({ "lab:podSubnet": needs.podSubnets, "lab:serviceSubnet": needs.serviceSubnets });
  const ofScenario = clashing(needs.networks);
  if (ofCluster.length + ofScenario.length === 0)
    return [{ ...common, level: "ok", found: "none is in the way of the cluster's and the scenario's networks" }];
  return [
    ...ofCluster.map((found): MachineFinding => ({
      ...common,
      level: "warning",
      found,
      why: "What is behind that route, such as a VPN's name server or registry, is out of reach for nodes and pods.",
      mend: found.startsWith("lab:podSubnet")
        ? "choose another range: -c podSubnet=10.200.0.0/16"
        : "choose another range: -c serviceSubnet=10.201.0.0/16",
    })),
    ...ofScenario.map((found): MachineFinding => ({
      ...common,
      level: "warning",
      found,
      why: "What is behind that route is out of reach for the scenario's pods, and their checks may meet it.",
      mend: `end the VPN or network that has it while the lab is up; this shows it: ip route show table all`,
    })),
  ];
}
