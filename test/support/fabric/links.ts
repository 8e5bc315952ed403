import { ip } from "./commands.ts";

export interface End {
  /** undefined: the network namespace of this process. */
  readonly netns: string | undefined;
  readonly name: string;
  /** With prefix lengths. */
  readonly addresses?: readonly string[];
  readonly mac?: string;
  /** A bridge of the same network namespace that it is a port of. */
  readonly bridge?: string;
  /** Bytes; default 1400, as OVN-Kubernetes has it. */
  readonly mtu?: number;
}

/** Makes a pair of interfaces in two network namespaces, up and with their addresses. */
export async function connect(one: End, other: End): Promise<void> {
  // Made where its first end belongs: names are taken in a network namespace only.
  const from = one.netns;
  await ip(from, `link add ${one.name} type veth peer name ${temporary(other)}`);
  await ip(from, `link set dev ${temporary(other)} netns ${other.netns ?? "1"}`);
  await ip(other.netns, `link set dev ${temporary(other)} name ${other.name}`);
  await Promise.all([one, other].map(setUp));
}

let count = 0;
const numbers = new WeakMap<End, number>();

/** A name that nothing else has, until the end is where it belongs. */
function temporary(end: End): string {
  const number = numbers.get(end) ?? ++count;
  numbers.set(end, number);
  return `tmp${number}`;
}

async function setUp({ netns, name, addresses = [], mac, bridge, mtu = 1400 }: End): Promise<void> {
  await ip(
    netns,
    ...(mac === undefined ? [] : [`link set dev ${name} address ${mac}`]),
    `link set dev ${name} mtu ${mtu}`,
    ...(bridge === undefined ? [] : [`link set dev ${name} master ${bridge}`]),
    ...addresses.map((address) => `addr add ${address} dev ${name}`),
    `link set dev ${name} up`,
  );
}
