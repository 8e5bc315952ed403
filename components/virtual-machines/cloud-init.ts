import { stringify } from "yaml";

/** Who logs in at the guests' consoles. The talks' own, and public. */
export const guestLogin = { user: "fedora", password: "fedora" } as const;

/** An Ethernet interface of cloud-init's network configuration, version 2. */
export interface GuestEthernet {
  readonly dhcp4?: boolean;
  readonly dhcp6?: boolean;
  /** With their prefix lengths. */
  readonly addresses?: readonly string[];
}

export interface CloudInit {
  /** By interface name, `eth0`; absent: the image's own way, which is DHCP. */
  readonly ethernets?: Readonly<Record<string, GuestEthernet>>;
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
    ...(ethernets ? { networkData: stringify({ version: 2, ethernets }) } : {}),
    userData: `#cloud-config\n${stringify(userData)}`,
  };
}
