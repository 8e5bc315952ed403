// A program that is run under the name of docker; engine-docker.ts says what it stands for. CommonJS, for it starts fastest.
// A file each for containers, networks and volumes: kind starts its nodes side by side, and no call may undo another's.
const { createHash, randomBytes } = require("node:crypto");
const fs = require("node:fs");
const { join } = require("node:path");

const state = process.env.DOCKER_STAND_IN;
const words = process.argv.slice(2);
fs.appendFileSync(join(state, "log"), `${words.join(" ")}\n`);
const settings = JSON.parse(fs.readFileSync(join(state, "settings.json"), "utf8"));

const folder = (kind) => join(state, kind);
const all = (kind) =>
  fs
    .readdirSync(folder(kind))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(fs.readFileSync(join(folder(kind), name), "utf8")));
const put = (kind, thing) => {
  const file = join(folder(kind), `${thing.id}.json`);
  fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(thing));
  fs.renameSync(`${file}.${process.pid}`, file);
};
const remove = (kind, { id }) => fs.rmSync(join(folder(kind), `${id}.json`), { force: true });
const find = (kind, wanted) => all(kind).find(({ id, name }) => wanted === id || wanted === name);
const fail = (text, status = 1) => {
  process.stderr.write(`${text}\n`);
  process.exit(status);
};
const say = (lines) => lines.length > 0 && process.stdout.write(`${lines.join("\n")}\n`);
const unknown = () => fail(`the stand-in does not know: ${words.join(" ")}`);
/** The value of an option, as `--name value` or `--name=value`. */
const option = (name, list = words) => {
  const place = list.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (place < 0) return undefined;
  return list[place] === name ? list[place + 1] : list[place].slice(name.length + 1);
};
const options = (name) =>
  words
    .flatMap((_, i) =>
      i === 0 || words[i] === name || words[i].startsWith(`${name}=`) ? [option(name, words.slice(i))] : [],
    )
    .filter((value, i, list) => value !== undefined && list.indexOf(value) === i);
const labelsOf = ({ cluster, role, labels }) => ({
  ...labels,
  ...(cluster === undefined ? {} : { "io.x-k8s.kind.cluster": cluster, "io.x-k8s.kind.role": role }),
});
const idOf = (...names) => createHash("sha256").update(names.join("\n")).digest("hex");
const stamp = () => new Date().toISOString();

if (settings.failing !== "" && words.join(" ").includes(settings.failing))
  fail(`the stand-in fails at ${settings.failing}`);
if (settings.down) fail("Cannot connect to the Docker daemon at unix:///stand-in. Is the docker daemon running?");

const usualInfo = {
  SecurityOptions: [],
  CgroupDriver: "systemd",
  CgroupVersion: "2",
  MemoryLimit: true,
  PidsLimit: true,
  CPUShares: true,
};

const commands = {
  info: () =>
    say([(option("--format") ?? "").includes("json") ? JSON.stringify({ ...usualInfo, ...settings.info }) : "99.0.0"]),
  version: () => say(["99.0.0"]),
  pull: () => undefined,
  ps: () => {
    let list = all("containers");
    for (const filter of options("--filter")) {
      const [, key, value] = /^(\w+)=(.*)$/.exec(filter);
      if (key === "label") {
        const [label, wanted] = value.split("=");
        list = list.filter(
          (one) => label in labelsOf(one) && (wanted ?? labelsOf(one)[label]) === labelsOf(one)[label],
        );
      } else if (key === "network")
        list = list.filter(({ network }) => [network, find("networks", network)?.id].includes(value));
      else unknown();
    }
    if (!words.some((word) => /^-\w*a/.test(word))) list = list.filter(({ running }) => running);
    const format = option("--format") ?? "";
    if (words.some((word) => /^-\w*q/.test(word))) say(list.map(({ id }) => id));
    else if (format.includes("kind.cluster")) say(list.map(({ cluster }) => cluster));
    else say(list.map(({ name }) => name));
  },
  inspect: () => {
    if (option("--type") === "image") return say(["[]"]);
    const wanted = words.slice(1).filter((word) => !word.startsWith("-") && !word.includes("{{"));
    const found = wanted.map((name) => find("containers", name) ?? fail(`Error: No such object: ${name}`));
    const format = option("--format") ?? option("-f");
    if (format === undefined)
      return say([
        JSON.stringify(
          found.map(({ id, name, created, running, ...one }) => ({
            Id: id,
            Name: `/${name}`,
            Created: created,
            Config: { Labels: labelsOf(one) },
            State: { Running: running, Status: running ? "running" : "exited" },
          })),
        ),
      ]);
    for (const { address, cluster, role } of found)
      if (format.includes("NetworkSettings.Networks")) say([`${address},`]);
      else if (format.includes("desktop.docker.io")) say([""]);
      else if (format.includes("Ports")) say([`127.0.0.1\t${settings.apiPort}`]);
      else if (format.includes("kind.role")) say([role]);
      else if (format.includes("kind.cluster")) say([cluster]);
      else unknown();
  },
  run: () => {
    const name = option("--name");
    if (find("containers", name)) fail(`docker: Conflict. The container name "/${name}" is already in use.`, 125);
    const labels = Object.fromEntries(options("--label").map((label) => label.split("=")));
    const network = option("--network") ?? option("--net") ?? "bridge";
    if (settings.unpullable !== "" && words.at(-1).includes(settings.unpullable))
      fail(`docker: Error response from daemon: manifest for ${words.at(-1)} not found`, 125);
    const named = options("--volume").find((value) => /^[\w-]+:/.test(value));
    const volume = { id: named?.split(":")[0] ?? randomBytes(32).toString("hex"), container: name };
    put("volumes", volume);
    put("containers", {
      id: createHash("sha256").update(name).digest("hex"),
      name,
      cluster: labels["io.x-k8s.kind.cluster"],
      role: labels["io.x-k8s.kind.role"],
      created: stamp(),
      running: settings.runs,
      network,
      networkId: find("networks", network)?.id,
      address: `172.18.0.${all("containers").length + 2}`,
      labels,
      volumes: named === undefined ? [volume.id] : [],
    });
    if (!settings.runs) fail("docker: the stand-in cannot start containers.", 125);
  },
  rm: () => {
    for (const wanted of words.slice(1).filter((word) => !word.startsWith("-"))) {
      const container = find("containers", wanted) ?? fail(`Error: No such container: ${wanted}`);
      remove("containers", container);
      for (const kind of ["images", "files"])
        for (const thing of all(kind)) if (thing.node === container.name) remove(kind, thing);
      if (words.some((word) => word === "--volumes" || /^-\w*v/.test(word)))
        for (const id of container.volumes ?? []) remove("volumes", { id });
    }
  },
  start: () => words.slice(1).forEach((name) => put("containers", { ...find("containers", name), running: true })),
  stop: () => words.slice(1).forEach((name) => put("containers", { ...find("containers", name), running: false })),
  logs: () => say(["Reached target Multi-User System."]),
  exec: () => {
    // What runs in a node is not looked at, but for its image store, the files that are written to it, and those that kind reads.
    const line = words.join(" ");
    const place = words.findIndex((word, i) => i > 0 && !word.startsWith("-"));
    const [node, program, verb, image] = words.slice(place);
    if (program === "crictl" || program === "ctr") {
      const { running } = find("containers", node) ?? fail(`Error response from daemon: No such container: ${node}`);
      if (!running) fail(`Error response from daemon: container ${node} is not running`);
      const hold = (name) => put("images", { id: idOf(node, name), node, image: name });
      if (verb === "inspecti" && find("images", idOf(node, image)) === undefined) fail("no such image");
      if (verb === "pull" && settings.unpullable !== "" && image.includes(settings.unpullable))
        fail(`time="${stamp()}" level=fatal msg="pulling image: failed to resolve \\"${image}\\": not found"`);
      if (verb === "pull") hold(image);
      // An archive is a list of images here.
      if (program === "ctr") {
        const archive = fs.readFileSync(0, "utf8");
        if (!archive.startsWith("images:")) fail("ctr: unrecognized image format");
        archive.split("\n").slice(1).filter(Boolean).forEach(hold);
      }
      return;
    }
    if (program === "cp" && verb === "/dev/stdin")
      return put("files", { id: idOf(node, image), node, path: image, text: fs.readFileSync(0, "utf8") });
    // As Docker 26 writes it.
    if (line.endsWith("cat /etc/resolv.conf")) say(["nameserver 172.18.0.1", "# ExtServers: [192.0.2.53]"]);
    else if (line.endsWith("cat /etc/kubernetes/admin.conf")) process.stdout.write(settings.adminKubeconfig);
    else if (line.includes("/kind/version")) say([settings.kubernetes]);
    else if (line.includes("/kind/manifests/")) say(["kind: none"]);
  },
  container: () => {
    if (words[1] !== "inspect") unknown();
    if (find("containers", words[2]) === undefined) fail(`Error response from daemon: No such container: ${words[2]}`);
    words.shift();
    commands.inspect();
  },
  volume: () => {
    const part = /^name=(.*)$/.exec(option("--filter") ?? "")?.[1] ?? "";
    const list = all("volumes").filter(({ id }) => id.includes(part));
    if (words[1] === "ls") return say(list.map(({ id }) => id));
    if (words[1] !== "rm") unknown();
    for (const wanted of words.slice(2).filter((word) => !word.startsWith("-"))) remove("volumes", { id: wanted });
  },
  network: () => {
    const named = words.slice(2).filter((word) => !word.startsWith("-") && !word.includes("{{"));
    if (words[1] === "ls") {
      const filter = /^name=(.*)$/.exec(option("--filter") ?? "")?.[1] ?? "";
      const list = all("networks").filter(({ name }) => new RegExp(filter).test(name));
      return say(list.map(({ id, name }) => ((option("--format") ?? "").includes("ID") ? id : name)));
    }
    if (words[1] === "create")
      return put("networks", { id: randomBytes(32).toString("hex"), name: named.at(-1), created: stamp() });
    if (words[1] === "disconnect") {
      const container = find("containers", named.at(-1)) ?? fail(`Error: No such container: ${named.at(-1)}`);
      return put("containers", { ...container, network: "none", networkId: undefined });
    }
    // Names may be there twice, and kind tidies that up when two of its clusters begin at the same time.
    const chosen = named.map((wanted) => {
      const found = all("networks").filter(({ id, name }) => wanted === id || wanted === name);
      if (found.length > 1)
        fail(`Error response from daemon: network ${wanted} is ambiguous (${found.length} matches found on name)`);
      return found[0] ?? fail(`Error response from daemon: network ${wanted} not found`);
    });
    const usersOf = (network) =>
      all("containers").filter(
        (one) => one.running && (one.networkId ?? one.network) === (one.networkId ? network.id : network.name),
      );
    if (words[1] === "inspect")
      return say([
        JSON.stringify(
          chosen.map((network) => ({
            Name: network.name,
            Id: network.id,
            Created: network.created,
            IPAM: { Config: [{ Subnet: "172.18.0.0/16" }] },
            Containers: Object.fromEntries(usersOf(network).map(({ id, name }) => [id, { Name: name }])),
          })),
        ),
      ]);
    if (words[1] !== "rm") unknown();
    for (const network of chosen) {
      if (usersOf(network).length > 0) fail(`Error response from daemon: network ${network.name} has active endpoints`);
      remove("networks", network);
    }
  },
};
(commands[words[0]] ?? unknown)();
