import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CustomObjectsApi } from "@kubernetes/client-node";
import { readManifest } from "../../../../components/artifacts/index.ts";
import { kubevirt, versionSets } from "../../../../components/versions.ts";
import { waitFor } from "../../../../components/wait.ts";
import { type ApiServer, startApiServer } from "../../api-server.ts";
import { StrictApi, waitForEstablished } from "../../strict-api.ts";
import type { Upstream } from "../../upstream.ts";
import { withoutRoute } from "./guest-bench.ts";
import { type Guests, startGuests } from "./index.ts";
import { VmLab } from "./vm-lab.ts";

const plurals = ["virtualmachineinstances", "virtualmachineinstancemigrations"];

/** A real API server that knows KubeVirt's machines and their migrations, and labs of scenario udn-vms on it. */
export class VmBench {
  readonly #server: ApiServer;
  readonly #guests: Guests;
  readonly #cacheBefore: string | undefined;
  readonly #labs: VmLab[] = [];

  private constructor(server: ApiServer, guests: Guests) {
    this.#server = server;
    this.#guests = guests;
    this.#cacheBefore = process.env["OVN_LABS_CACHE"];
    // Locks of consoles are kept in the cache.
    process.env["OVN_LABS_CACHE"] = join(server.directory, "cache");
  }

  static async start({ directories }: Upstream): Promise<VmBench> {
    const files = join(directories.get(kubevirt[versionSets.current.kubevirt].artifact) ?? "", "crds");
    const server = await startApiServer({ extraArguments: [withoutRoute] });
    const names = plurals.map((plural) => `${plural}.kubevirt.io`);
    for (const name of names)
      for (const manifest of readManifest(join(files, `${name}.yaml`)))
        await StrictApi.of(server.config).createStrictly(manifest);
    await waitForEstablished(server.config, names);
    const custom = server.config.makeApiClient(CustomObjectsApi);
    // Its storage comes a moment later than its definition.
    await waitFor({ what: "KubeVirt's kinds", timeout: 20, interval: 0.2 }, async () => {
      for (const plural of plurals)
        await custom.listClusterCustomObject({ group: "kubevirt.io", version: "v1", plural });
      return { met: true };
    });
    const directory = join(server.directory, "guests");
    mkdirSync(directory, { mode: 0o700 });
    return new VmBench(server, await startGuests(server.config, directory));
  }

  /** Each has namespaces and networks of its own. */
  async labs(count: number): Promise<readonly VmLab[]> {
    for (let i = 1; i <= count; i++)
      this.#labs.push(await VmLab.start(this.#server.config, this.#guests, `vms${process.pid}-${i}-`));
    return this.#labs;
  }

  async stop(): Promise<void> {
    if (this.#cacheBefore === undefined) delete process.env["OVN_LABS_CACHE"];
    else process.env["OVN_LABS_CACHE"] = this.#cacheBefore;
    await Promise.all(this.#labs.map((lab) => lab.stop()));
    await this.#guests.stop();
    await this.#server.stop();
  }
}
