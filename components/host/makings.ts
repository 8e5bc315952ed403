import { randomBytes } from "node:crypto";
import { findEngine } from "../clusters/container-engine.ts";
import { inspectContainer, ownsContainer } from "./container.ts";
import { type HostRecord, type HostThing, readHostRecord } from "./host-record.ts";
import { listLinks } from "./ip-command.ts";
import { isAsWanted, vlanAlias, type WantedVlan } from "./vlan-ownership.ts";

interface Owner {
  readonly stack: string;
  /** Folder of the stack's own files. */
  readonly directory: string;
}

/**
 * Names the making of the VLAN interface that stands as it is wanted, or a new one, so that Pulumi makes it anew: it goes with
 * its bridge, and with a restart of the machine.
 */
export function vlanMaking(owner: Owner, wanted: WantedVlan): Promise<string> {
  return making(owner, "vlan", async (record) =>
    (await listLinks()).some(
      (link) => isAsWanted(link, wanted) && link.alias === vlanAlias(owner.stack, record.making),
    ),
  );
}

/** The same of the database's container: it is to be there and run. */
export function databaseMaking(
  owner: Owner,
  container: string,
  containerEngine: "auto" | "docker" | "podman",
): Promise<string> {
  return making(owner, "database", async (record) => {
    const { engine } = await findEngine(containerEngine);
    const found = engine && (await inspectContainer(engine, container));
    return found?.running === true && ownsContainer(found, owner.stack, [record.making]);
  });
}

async function making(
  { directory }: Owner,
  thing: HostThing,
  stands: (record: HostRecord) => Promise<boolean>,
): Promise<string> {
  const record = readHostRecord(directory, thing);
  // Whoever cannot look, for want of ip or an engine, cannot make it either, and says so then.
  const kept = record?.phase === "ready" && (await stands(record).catch(() => false));
  return kept ? record.making : randomBytes(4).toString("hex");
}
