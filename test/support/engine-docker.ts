import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { standIn } from "./engine-path.ts";

/** A container as the stand-in keeps it. The id of one that it made is made from its name. */
export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  /** Of a kind node. */
  readonly cluster?: string;
  readonly created: string;
  /** Default: it runs. */
  readonly running?: boolean;
  /** Name of the network that it is on; default: none of kind's. */
  readonly network?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Another one after each restart of the engine. */
  readonly address?: string;
}

export interface FakeNetwork {
  readonly id: string;
  readonly name: string;
  readonly created: string;
}

/** How the stand-in behaves. */
export interface FakeDockerSettings {
  /** Whether `docker run` works. Default: it leaves a container that was created, as docker does, and fails. */
  readonly runs: boolean;
  /** The engine does not answer. */
  readonly down: boolean;
  /** Part of a call's arguments that lets it fail; empty: none does. */
  readonly failing: string;
  /** What kind reads from the control plane's node: the administrator's kubeconfig. */
  readonly adminKubeconfig: string;
  /** Port of this machine at which the API of every node answers. */
  readonly apiPort: number;
  /** Part of the names of images that no registry has; empty: each is to be had. */
  readonly unpullable: string;
  /** Version of the nodes' Kubernetes. */
  readonly kubernetes: string;
  /** What `docker info` tells in JSON beside what kind wants to know. */
  readonly info: Readonly<Record<string, unknown>>;
}

/**
 * A program that is called docker and stands in for it: it answers what kind and this project ask, has every image, keeps
 * containers, networks and volumes, and starts nothing. What kind has done in a node succeeds without being done.
 */
export class FakeDocker {
  /** To be first on the PATH. */
  readonly folder: string;
  readonly #state: string;

  constructor(root: string) {
    this.folder = join(root, "stand-in");
    this.#state = join(root, "docker");
    for (const kind of ["containers", "networks", "volumes", "images", "files"])
      mkdirSync(join(this.#state, kind), { recursive: true });
    const settings: FakeDockerSettings = {
      ...{ runs: false, down: false, failing: "", unpullable: "", adminKubeconfig: "" },
      ...{ apiPort: 0, kubernetes: "v1.35.0", info: {} },
    };
    writeFileSync(join(this.#state, "settings.json"), JSON.stringify(settings));
    const script = join(import.meta.dirname, "stand-ins", "docker.cjs");
    standIn(this.folder, "docker", `DOCKER_STAND_IN='${this.#state}' exec '${process.execPath}' '${script}' "$@"\n`);
  }

  get environment(): NodeJS.ProcessEnv {
    return { PATH: `${this.folder}:${process.env["PATH"] ?? ""}` };
  }

  set(changes: Partial<FakeDockerSettings>): void {
    const file = join(this.#state, "settings.json");
    const before = JSON.parse(readFileSync(file, "utf8")) as FakeDockerSettings;
    writeFileSync(file, JSON.stringify({ ...before, ...changes }));
  }

  addContainers(...list: readonly FakeContainer[]): void {
    for (const one of list) this.#write("containers", { running: true, network: "bridge", ...one });
  }

  addNetwork(name: string, created = "2024-02-03T10:00:00Z"): FakeNetwork {
    const network = { id: randomBytes(32).toString("hex"), name, created };
    this.#write("networks", network);
    return network;
  }

  /** All containers stop; those that start again have other addresses, and everything else is as it was. */
  restart({ running }: { running: boolean }): void {
    const list = this.containers.map((one, i) => ({ ...one, running, address: `172.18.0.${100 + i}` }));
    this.addContainers(...list);
  }

  get containers(): FakeContainer[] {
    return this.#read<FakeContainer>("containers").toSorted((a, b) => a.name.localeCompare(b.name));
  }

  get networks(): FakeNetwork[] {
    return this.#read("networks");
  }

  get volumeCount(): number {
    return this.volumeNames().length;
  }

  volumeNames(): string[] {
    return this.#read<{ id: string }>("volumes")
      .map(({ id }) => id)
      .toSorted();
  }

  /** The images in a node's store, in alphabetical order. */
  imagesIn(node: string): string[] {
    return this.#read<{ node: string; image: string }>("images")
      .filter((one) => one.node === node)
      .map(({ image }) => image)
      .toSorted();
  }

  /** The text of a file that was written into a node. */
  fileIn(node: string, path: string): string | undefined {
    return this.#read<{ node: string; path: string; text: string }>("files").find(
      (one) => one.node === node && one.path === path,
    )?.text;
  }

  containerNames(): string[] {
    return this.containers.map(({ name }) => name);
  }

  networkNames(): string[] {
    return this.networks.map(({ name }) => name);
  }

  /** The arguments of every call so far, a line each. */
  calls(command: string): string[] {
    const log = join(this.#state, "log");
    if (!existsSync(log)) return [];
    return readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`${command} `));
  }

  #read<T>(kind: string): T[] {
    const folder = join(this.#state, kind);
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T);
  }

  #write(kind: string, thing: { readonly id: string }): void {
    writeFileSync(join(this.#state, kind, `${thing.id}.json`), JSON.stringify(thing));
  }
}

export function containerId(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}
