import { requireEngine } from "../../clusters/container-engine.ts";
import { waitFor } from "../../wait.ts";
import { kindBridge, requireBridge } from "../bridge.ts";
import { vlanConflicts } from "../conflicts.ts";
import { readHostRecord, removeHostRecord, writeHostRecord } from "../host-record.ts";
import { ipAsRoot, listLinks } from "../ip-command.ts";
import type { Link } from "../links.ts";
import { isAsWanted, ownsVlan, vlanAlias } from "../vlan-ownership.ts";
import type { VlanRequest } from "./request.ts";

type Say = (line: string) => void;

/**
 * Makes the VLAN interface on the bridge of kind's nodes, or keeps the one that it made already. What an interrupted run left is
 * removed first; after a failure nothing is left.
 * @returns what it made
 * @throws Error if something else is in the way, if the bridge is not on this machine, or if root is not to be had
 */
export async function createVlan(request: VlanRequest, say: Say): Promise<string> {
  const { directory, stack, making } = request;
  const name = request.interface;
  const engine = await requireEngine(request.containerEngine);
  const bridge = await kindBridge(engine);
  const links = await listLinks();
  requireBridge(links, bridge, engine);
  const own = ownLinks(links, request);
  const done = `${name} on ${bridge}, ${request.address}, ${making}`;
  const kept = own.find(
    (link) => isAsWanted(link, request) && link.parent === bridge && link.alias === vlanAlias(stack, making),
  );
  for (const link of own.filter((one) => one !== kept)) {
    say(`removing what an earlier run left: ${link.name}`);
    await ipAsRoot(["link", "delete", "dev", link.name]);
  }
  if (kept) {
    writeHostRecord(directory, "vlan", { name, making, phase: "ready" });
    return done;
  }
  const conflicts = vlanConflicts(
    request,
    links.filter((link) => !own.includes(link)),
    bridge,
  );
  if (conflicts.length > 0) throw new Error(conflicts.join("\n"));

  writeHostRecord(directory, "vlan", { name, making, phase: "creating" });
  let added = false;
  try {
    say(`ip link add link ${bridge} name ${name} type vlan id ${request.vlanId}`);
    await ipAsRoot(["link", "add", "link", bridge, "name", name, "type", "vlan", "id", String(request.vlanId)]);
    added = true;
    await ipAsRoot(["link", "set", "dev", name, "alias", vlanAlias(stack, making)]);
    await ipAsRoot(["address", "add", request.address, "dev", name]);
    await ipAsRoot(["link", "set", "dev", name, "up"]);
    await waitFor({ what: `${name} to be up with ${request.address}`, timeout: 10 }, async () => {
      const link = (await listLinks()).find((one) => one.name === name);
      if (!link) return { seen: "it is not there" };
      if (isAsWanted(link, request)) return { met: true };
      return { seen: `${link.up ? "up" : "down"}, addresses ${link.addresses.join(", ") || "none"}` };
    });
  } catch (error) {
    // The record stays as long as the interface does: the next run knows by it whose it is.
    const gone = !added || (await removed(name, say));
    if (gone) removeHostRecord(directory, "vlan");
    throw error;
  }
  writeHostRecord(directory, "vlan", { name, making, phase: "ready" });
  return done;
}

/** Removes the stack's VLAN interface. One that is gone, with its bridge or by hand, is fine; one that is not the stack's is left alone. */
export async function deleteVlan(request: VlanRequest, say: Say): Promise<void> {
  const links = await listLinks();
  const own = ownLinks(links, request);
  for (const link of own) {
    say(`ip link delete dev ${link.name}`);
    await ipAsRoot(["link", "delete", "dev", link.name]);
  }
  if (links.some((link) => link.name === request.interface && !own.includes(link)))
    say(`interface ${request.interface} is not the one this stack made: it is left alone`);
  removeHostRecord(request.directory, "vlan");
}

async function removed(name: string, say: Say): Promise<boolean> {
  try {
    await ipAsRoot(["link", "delete", "dev", name]);
    return true;
  } catch (error) {
    say(`${name} is left for now: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function ownLinks(links: readonly Link[], request: VlanRequest): Link[] {
  const record = readHostRecord(request.directory, "vlan");
  return links.filter((link) => ownsVlan(link, request, record));
}
