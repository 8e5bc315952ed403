import { stringify } from "yaml";

/** Who logs in at the guests' consoles. The talks' own, and public. */
export const guestLogin = { user: "fedora", password: "fedora" } as const;

/** An interface of a guest: `eth0` is the machine's first, `eth1` its second. */
export type GuestInterfaceName = `eth${number}`;

/** An Ethernet interface of cloud-init's network configuration, version 2. */
export interface GuestEthernet {
  readonly dhcp4?: boolean;
  readonly dhcp6?: boolean;
  /** With their prefix lengths. */
  readonly addresses?: readonly string[];
}

export interface CloudInit {
  /** Absent: the image's own way, which is DHCP for IPv4. */
  readonly ethernets?: Readonly<Record<GuestInterfaceName, GuestEthernet>>;
  /** Installed at the first boot, which needs the internet. */
  readonly packages?: readonly string[];
}

/** The `cloudInitNoCloud` volume of a guest: login, network, packages. */
export function cloudInitVolume({ ethernets, packages }: CloudInit) {
  const userData = {
    password: guestLogin.password,
    chpasswd: { expire: false },
    ...(packages ? { packages: [...packages] } : {}),
  };
  return {
    ...(ethernets ? { networkData: yaml({ version: 2, ethernets: byGuestName(ethernets) }) } : {}),
    userData: `#cloud-config\n${yaml(userData)}`,
  };
}

/**
 * The same configuration under both names that a guest may know an interface by: Fedora's cloud images up to 40 boot with
 * `net.ifnames=0` and say `eth0`, later ones `enp1s0` (Fedora change "EnableConsistentDeviceNamingCloud"), for KubeVirt gives each
 * interface a PCIe port of its own. cloud-init matches by name alone, and NetworkManager leaves the name that is not there aside.
 */
function byGuestName(ethernets: Readonly<Record<GuestInterfaceName, GuestEthernet>>): Record<string, object> {
  const named = Object.entries(ethernets).map(([name, ethernet]) => [name, networkConfig(ethernet)] as const);
  return Object.fromEntries([...named, ...named.map(([name, config]) => [consistentName(name), config] as const)]);
}

function consistentName(name: string): string {
  return `enp${Number(name.slice("eth".length)) + 1}s0`;
}

/** OVN lets a port send from the link-local address that its MAC gives, and from no other, so DHCPv6 has to come from that one. */
function networkConfig(ethernet: GuestEthernet): object {
  return { ...ethernet, ...(ethernet.dhcp6 ? { "ipv6-address-generation": "eui64" } : {}) };
}

function yaml(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
