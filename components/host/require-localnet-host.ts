import { findEngine } from "../clusters/container-engine.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { kindBridge } from "./bridge.ts";
import { hostRefusal, portConflicts, vlanConflicts } from "./conflicts.ts";
import { inspectContainer, ownsContainer } from "./container.ts";
import { readHostRecord } from "./host-record.ts";
import { listLinks, rootProblem } from "./ip-command.ts";
import { foreignContainer } from "./lifecycle/database.ts";
import { ipv4Of } from "./links.ts";
import { listListeners } from "./listeners.ts";
import type { Machine } from "./machine.ts";
import { databaseContainer, vlanInterface } from "./names.ts";
import { ownsVlan } from "./vlan-ownership.ts";

export interface LocalnetHostNeeds {
  readonly machine: Machine;
  readonly clusterName: string;
  readonly vlanId: number;
  readonly address: string;
  readonly port: number;
}

/**
 * Checks, before anything of the stack is made, that its VLAN interface and its database can be. The processes that make them
 * check it again, for by then kind's network is there for certain.
 * @throws SettingsError with a line for everything that is in the way
 */
export async function requireLocalnetHost(needs: LocalnetHostNeeds): Promise<void> {
  const problems = await localnetHostProblems(needs).catch((error: unknown) => [(error as Error).message]);
  if (problems.length > 0) throw new SettingsError(hostRefusal(problems, needs.machine.stack));
}

async function localnetHostProblems({
  machine,
  clusterName,
  vlanId,
  address,
  port,
}: LocalnetHostNeeds): Promise<string[]> {
  const { stack, directory } = machine;
  // What is missing of an engine is said by the cluster.
  const { engine } = await findEngine(machine.containerEngine);
  const bridge = engine && (await kindBridge(engine).catch(() => undefined));
  const links = await listLinks();
  const record = readHostRecord(directory, "vlan");
  const others = links.filter((link) => !ownsVlan(link, { stack, making: record?.making ?? "" }, record));
  const vlan = { interface: vlanInterface(clusterName, vlanId), vlanId, address };
  const problems = vlanConflicts(vlan, others, bridge);
  const root = await rootProblem();
  if (root !== undefined) problems.push(root);

  const name = databaseContainer(clusterName);
  const present = engine && (await inspectContainer(engine, name));
  if (!present) {
    const known = links.find((link) => link.name === bridge);
    const addresses = [...(known ? ipv4Of(known) : []), address.split("/")[0] ?? ""];
    problems.push(...portConflicts(port, addresses, await listListeners()));
  } else if (!ownsContainer(present, stack, [readHostRecord(directory, "database")?.making]))
    problems.push(foreignContainer(name, engine));
  return problems;
}
