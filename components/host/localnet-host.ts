import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/index.ts";
import { remainsOf } from "../interruption/remains.ts";
import { nodeScript } from "../node-script.ts";
import { runMode } from "../run-mode.ts";
import { rootMeans } from "./ip-command.ts";
import type { HostRequest } from "./lifecycle/request.ts";
import type { Machine } from "./machine.ts";
import { databaseMaking, vlanMaking } from "./makings.ts";
import { databaseContainer, vlanInterface } from "./names.ts";

const script = "components/host/lifecycle/main.ts";

export interface LocalnetHostArgs {
  readonly machine: Machine;
  /** A kind cluster: its network is what the VLAN lies on, and may go with it. */
  readonly cluster: Pick<Cluster, "name" | "lifecycle">;
  readonly vlanId: number;
  /** Of this machine on the VLAN, with its prefix length. */
  readonly address: string;
  readonly database: {
    readonly image: string;
    readonly port: number;
  };
  /** Seconds that image and database may take. */
  readonly timeout: number;
}

/**
 * What scenario localnet has outside of its cluster: a VLAN interface of this machine on the bridge of kind's nodes, and a
 * PostgreSQL container on this machine's network. Each is a Command that owns what it makes. The cluster does not take them
 * with it when it goes, so they must not be `deletedWith` it, nor be children of what is.
 */
export class LocalnetHost extends pulumi.ComponentResource {
  /** Say what was made; another text when it was made anew. */
  readonly identities: readonly pulumi.Output<string>[];
  readonly database: pulumi.Resource;

  constructor(name: string, args: LocalnetHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lab:index:LocalnetHost", name, {}, opts);
    const { machine, cluster, vlanId, address } = args;
    const { stack, directory, containerEngine } = machine;
    const own = { stack, directory, containerEngine };
    const wanted = { interface: vlanInterface(cluster.name, vlanId), vlanId, address };
    const container = databaseContainer(cluster.name);
    // A cluster that is made anew may get another network. Both go before the old one does, and not with its bridge.
    const clusterNow = cluster.lifecycle?.id ?? "";
    // A plan looks at nothing.
    const vlanNow = runMode.isPlan ? "" : vlanMaking(own, wanted);
    const databaseNow = runMode.isPlan ? "" : databaseMaking(own, container, containerEngine);
    if (pulumi.runtime.isDryRun() && !runMode.isPlan)
      void pulumi.log.info(`the VLAN interface ${wanted.interface} on this machine needs root: ${rootMeans()}`, this);

    const vlanRemains = this.#remains(`${name}-vlan-remains`, { kind: "vlan", ...own, making: "", ...wanted }, opts);
    const vlan = this.#command(
      `${name}-vlan`,
      pulumi.output(vlanNow).apply((making): HostRequest => ({ kind: "vlan", ...own, making, ...wanted })),
      [vlanNow, wanted.interface, address, clusterNow],
      args,
      withDependency(opts, vlanRemains),
    );
    const ownAddress = address.split("/")[0] ?? "";
    const ofDatabase = { container, ...args.database, address: ownAddress, timeout: args.timeout };
    const databaseRemains = this.#remains(
      `${name}-database-remains`,
      { kind: "database", ...own, making: "", ...ofDatabase },
      opts,
    );
    const database = this.#command(
      `${name}-database`,
      pulumi.output(databaseNow).apply((making): HostRequest => ({
        kind: "database",
        ...own,
        making,
        ...ofDatabase,
      })),
      // It listens on the VLAN's address, and goes on listening on one that is gone.
      [databaseNow, vlanNow, container, args.database.image, args.database.port, address, clusterNow],
      args,
      { ...opts, dependsOn: [vlan, databaseRemains] },
    );
    this.identities = [vlan.stdout, database.stdout];
    this.database = database;
    this.registerOutputs();
  }

  #remains(name: string, request: HostRequest, { dependsOn }: pulumi.ComponentResourceOptions = {}): pulumi.Resource {
    return remainsOf(
      name,
      script,
      { HOST_REQUEST: JSON.stringify(request) },
      { parent: this, ...(dependsOn === undefined ? {} : { dependsOn }) },
    );
  }

  #command(
    name: string,
    request: pulumi.Output<HostRequest>,
    triggers: pulumi.Input<string | number>[],
    { timeout }: LocalnetHostArgs,
    opts: pulumi.ComponentResourceOptions = {},
  ): command.local.Command {
    return new command.local.Command(
      name,
      {
        interpreter: nodeScript(script),
        create: "create",
        delete: "delete",
        environment: { HOST_REQUEST: request.apply((asked) => JSON.stringify(asked)) },
        triggers,
        logging: command.local.Logging.Stderr,
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        ...(opts.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }),
        // Interface and container have names of their own, so the old one goes first.
        deleteBeforeReplace: true,
        customTimeouts: { create: `${2 * timeout + 60}s`, update: `${2 * timeout + 60}s`, delete: "5m" },
      },
    );
  }
}

function withDependency(
  opts: pulumi.ComponentResourceOptions = {},
  one: pulumi.Resource,
): pulumi.ComponentResourceOptions {
  return pulumi.mergeOptions(opts, { dependsOn: one });
}
