import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An interface in the form of `ip -json -details address show`. */
export interface FakeLink {
  readonly ifname: string;
  readonly flags?: readonly string[];
  readonly link?: string;
  readonly ifalias?: string;
  readonly linkinfo?: { readonly info_kind: string; readonly info_data?: { readonly id: number } };
  readonly addr_info?: readonly { readonly local: string; readonly prefixlen: number }[];
}

export interface FakeContainer {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Running: boolean; readonly Status: string };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

interface State {
  readonly links: readonly FakeLink[];
  readonly containers: readonly FakeContainer[];
  /** What `network inspect kind` prints; undefined: there is no such network. */
  readonly network?: unknown;
  /** What `ss` prints. */
  readonly sockets: string;
  /** The first words of an `ip` or docker command that fails, and its words on standard error. */
  readonly failing: Readonly<Record<string, string>>;
  /** Status of a container that is run. */
  readonly runStatus: string;
  /** What psql in the container answers. */
  readonly answer: string;
}

const id = "0123456789abcdef0123456789abcdef";
/** Docker's name for the bridge of that network. */
export const bridge = "br-0123456789ab";

export const theBridge: FakeLink = {
  ifname: bridge,
  flags: ["BROADCAST", "UP"],
  linkinfo: { info_kind: "bridge" },
  addr_info: [{ local: "127.0.0.2", prefixlen: 32 }],
};

/**
 * Programs that are called `ip`, `ss`, `docker` and `sudo` and stand in for them. They keep interfaces and containers in a file, and
 * answer what the host side of scenario localnet asks. Addresses are of the loopback network, so that a test can listen on them.
 */
export class FakeMachine {
  /** To be the PATH, beside Node's. */
  readonly folder: string;
  readonly #state: string;
  readonly #log: string;

  constructor(root: string) {
    this.folder = join(root, "programs");
    this.#state = join(root, "state.json");
    this.#log = join(root, "log");
    mkdirSync(this.folder);
    this.set({
      links: [theBridge],
      containers: [],
      network: [{ Id: id, Options: {} }],
      sockets: "",
      failing: {},
      runStatus: "running",
      answer: "1",
    });
    for (const name of ["ip", "ss", "docker", "sudo"]) {
      const file = join(this.folder, name);
      const text = script.replaceAll("@STATE@", this.#state).replaceAll("@LOG@", this.#log).replaceAll("@NAME@", name);
      writeFileSync(file, `#!${process.execPath}\n${text}`);
      chmodSync(file, 0o755);
    }
  }

  get path(): string {
    return this.folder;
  }

  get state(): State {
    return JSON.parse(readFileSync(this.#state, "utf8")) as State;
  }

  set(changes: Partial<State>): void {
    const before = existsSync(this.#state) ? this.state : {};
    writeFileSync(this.#state, JSON.stringify({ ...before, ...changes }));
  }

  link(name: string): FakeLink | undefined {
    return this.state.links.find(({ ifname }) => ifname === name);
  }

  get linkNames(): string[] {
    return this.state.links.map(({ ifname }) => ifname);
  }

  get containerNames(): string[] {
    return this.state.containers.map(({ Name }) => Name);
  }

  /** Every command that changes something, in its order. */
  get changes(): string[] {
    if (!existsSync(this.#log)) return [];
    const calls = readFileSync(this.#log, "utf8").split("\n");
    return calls.filter((call) => /^(ip (link|address) (add|set|delete)|docker (run|rm))/.test(call));
  }

  get calls(): string[] {
    return existsSync(this.#log) ? readFileSync(this.#log, "utf8").trimEnd().split("\n") : [];
  }
}

/** CommonJS: it lies outside of the project, and starts fast. */
const script = String.raw`
const fs = require("node:fs");
const name = "@NAME@";
const words = process.argv.slice(2);
const state = JSON.parse(fs.readFileSync("@STATE@", "utf8"));
const call = [name, ...words].join(" ");
fs.appendFileSync("@LOG@", call + "\n");
const save = () => fs.writeFileSync("@STATE@", JSON.stringify(state));
const fail = (text, status = 1) => { process.stderr.write(text + "\n"); process.exit(status); };
const after = (word) => words[words.indexOf(word) + 1];
for (const [start, text] of Object.entries(state.failing)) if (call.startsWith(start)) fail(text);
const programs = { ip, ss: () => process.stdout.write(state.sockets), docker, sudo };
programs[name]();

function ip() {
  if (words[0] === "-Version") return;
  if (words[0] === "-json") return process.stdout.write(JSON.stringify(state.links));
  const device = after("dev");
  const link = state.links.find((one) => one.ifname === device);
  const what = words.slice(0, 2).join(" ");
  if (what === "link add") {
    const ifname = after("name");
    if (ifname.length > 15) fail('Error: argument "' + ifname + '" is wrong: "name" not a valid ifname');
    if (state.links.some((one) => one.ifname === ifname)) fail("RTNETLINK answers: File exists", 2);
    state.links.push({ ifname, flags: [], link: words[words.lastIndexOf("link") + 1], linkinfo: { info_kind: "vlan", info_data: { id: Number(after("id")) } }, addr_info: [] });
    return save();
  }
  if (!link) fail('Cannot find device "' + device + '"');
  if (what === "link delete") state.links = state.links.filter((one) => one !== link);
  else if (what === "link set" && words.includes("alias")) link.ifalias = after("alias");
  else if (what === "link set" && words.includes("up")) link.flags = ["UP"];
  else if (what === "address add") {
    const [local, length] = words[2].split("/");
    link.addr_info.push({ local, prefixlen: Number(length) });
  } else fail("the stand-in does not know: " + call);
  save();
}

function docker() {
  const find = (wanted) => state.containers.find((one) => one.Name === wanted);
  if (words[0] === "info") return console.log("99.0.0");
  if (words[0] === "network") return state.network ? console.log(JSON.stringify(state.network)) : fail("Error response from daemon: network kind not found");
  if (words[0] === "container") {
    const found = find(words[2]);
    return found ? console.log(JSON.stringify([found])) : (console.log("[]"), fail("Error response from daemon: No such container: " + words[2]));
  }
  if (words[0] === "run") {
    const Name = after("--name");
    if (find(Name)) fail("docker: Error response from daemon: Conflict. The container name is in use", 125);
    const Labels = Object.fromEntries(words.flatMap((word, i) => (words[i - 1] === "--label" ? [word.split("=")] : [])));
    state.containers.push({ Id: "id-" + Labels["ovn-kubernetes-labs.making"], Name, State: { Running: state.runStatus === "running", Status: state.runStatus }, Config: { Labels } });
    return save();
  }
  if (words[0] === "rm") {
    state.containers = state.containers.filter((one) => one.Name !== words.at(-1));
    return save();
  }
  if (words[0] === "exec") return words.includes("psql") ? console.log(state.answer) : fail("the stand-in does not know: " + call);
  if (words[0] === "logs") return console.log("database system was shut down");
  fail("the stand-in does not know: " + call);
}

function sudo() {
  if (words[0] !== "-n") fail("sudo: a terminal is required");
  const { spawnSync } = require("node:child_process");
  const { status } = spawnSync(__dirname + "/" + words[1], words.slice(2), { stdio: "inherit" });
  process.exit(status ?? 1);
}
`;
