import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ClusterRecord, readClusterRecord } from "../../../components/clusters/cluster-record.ts";
import { readHostRecord } from "../../../components/host/host-record.ts";
import { writtenSettings } from "../stack-settings.ts";
import { ownFiles } from "../../../components/settings/stack-name.ts";

/** A folder that a stack has in this clone. */
export interface StackRemains {
  readonly stack: string;
  readonly cluster?: ClusterRecord | undefined;
  /** Names of what it has on this machine beside its cluster. */
  readonly host: readonly string[];
  /** Whether the stack has settings, as each has that Pulumi knows. */
  readonly known: boolean;
}

/** The stacks that have a folder here, in the order of their names. */
export function stackRemains(projectDirectory: string): StackRemains[] {
  const folder = join(projectDirectory, ".stacks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ownFiles.some((own) => own === entry.name))
    .map(({ name: stack }) => {
      const directory = join(folder, stack);
      const things = (["vlan", "database"] as const).flatMap((thing) => readHostRecord(directory, thing) ?? []);
      return {
        stack,
        cluster: readClusterRecord(directory),
        host: things.map(({ name }) => name),
        known: writtenSettings(projectDirectory, stack) !== undefined,
      };
    })
    .toSorted((a, b) => a.stack.localeCompare(b.stack));
}

/** Whether something outside of the folder is noted in it. */
export function holdsSomething({ cluster, host }: StackRemains): boolean {
  return cluster !== undefined || host.length > 0;
}

/** What there is of a stack and the next command for it, a line each. */
export function describeRemains(remains: StackRemains): string[] {
  const { stack, cluster, host, known } = remains;
  const has = [...(cluster ? [`the ${cluster.kind} cluster ${cluster.name}`] : []), ...host].join(", ");
  const destroy = `npm run destroy -- <scenario> --stack ${stack}`;
  if (known) return [`stack ${stack}${has ? ` has ${has}` : ""}: ${destroy}`];
  if (!holdsSomething(remains))
    return [`.stacks/${stack} has files of a stack that is gone, and nothing else: rm -r .stacks/${stack}`];
  const kind = cluster ? ` -c cluster=${cluster.kind} -c clusterName=${cluster.name}` : "";
  return [
    `.stacks/${stack} is of a stack that Pulumi does not know any more, and says that it has ${has}. Take it over and remove it:`,
    `  npm run up -- <scenario> --stack ${stack}${kind}`,
    `  ${destroy}`,
  ];
}
