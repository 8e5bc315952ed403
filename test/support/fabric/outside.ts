import { Database } from "../database.ts";
import type { FabricLab } from "./lab.ts";

/** Of scenario localnet, where nothing else is set. */
const vlan = 123;
const port = 5432;

/** What scenario localnet has outside of its cluster: this machine on the VLAN, with a PostgreSQL. */
export class Outside {
  readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  /** @throws Error if this machine can have no database */
  static async start({ fabric }: FabricLab): Promise<Outside> {
    const database = await Database.ofThisMachine();
    if (!database) throw new Error("PostgreSQL is not installed here");
    const outside = new Outside(database);
    const problem = await database.start(port, "*");
    if (problem !== undefined) throw new Error(`there can be no database here: ${problem}`);
    const physical = await fabric.router({ key: "physical", routed: false, role: "secondary", vlan });
    const segment = `vlan${vlan}`;
    await physical.segment(segment, undefined);
    await physical.plug(segment, { netns: undefined, name: segment, addresses: ["192.168.200.1/24"] });
    return outside;
  }

  stop(): Promise<void> {
    return this.database.stop();
  }
}
