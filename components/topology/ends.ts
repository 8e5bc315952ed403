import type { Check, Probe } from "../checks/check.ts";
import { contains } from "../checks/this-machine.ts";
import { databaseKey, thisMachine } from "./host-places.ts";
import { clusterNetworkId } from "./networks.ts";
import { type Attachment, bare, ids, type Node, type Place, type Topology, type Workload } from "./topology.ts";

/** What a check starts from and goes to. */
export interface Ends {
  readonly from: Node;
  readonly to: Node;
  /** Said where it is not the way that one would think of: `on green-network`, `by node port`. */
  readonly via?: string;
}

type End = Omit<Ends, "from">;

/** Where the ends of a check are in a topology. What is not in it is a place of its own, so that no check is left out. */
export function endsOf({ from, to, how }: Check, topology: Topology): Ends {
  const source = sourceOf(from, topology);
  return { from: source, ...targetOf(to, how, source, topology) };
}

function sourceOf(from: Check["from"], topology: Topology): Node {
  switch (from.kind) {
    case "pod":
      return workload(ids.pod(from.namespace, from.pod), topology);
    case "guest":
      return workload(ids.virtualMachine(from.namespace, from.vm), topology);
    case "host":
      return place(thisMachine(), topology);
    case "api":
      return api;
  }
}

function targetOf(to: Check["to"], how: Probe, source: Node, topology: Topology): End {
  switch (to.kind) {
    case "secondary-network": {
      const found = workload(ids.pod(to.namespace, to.pod), topology);
      const network = topology.networks.find(({ definedBy }) =>
        definedBy.includes(`NetworkAttachmentDefinition ${to.network}`),
      );
      return { to: found, via: `on ${network?.name ?? to.network}` };
    }
    case "pod-network": {
      const found = workload(ids.pod(to.namespace, to.pod), topology);
      const others = to.role === "infrastructure-locked" && found.attachments[0]?.network !== clusterNetworkId;
      return { to: found, ...(others ? { via: "on the default network" } : {}) };
    }
    case "service":
      return { to: serviceOf(to.namespace, to.service, topology) };
    case "node-port":
      return { to: serviceOf(to.namespace, to.service, topology), via: `by node port, worker ${to.worker}` };
    case "guest": {
      const found = workload(ids.virtualMachine(to.namespace, to.vm), topology);
      return { to: found, ...over(found, (one) => one.interface === to.interface, topology) };
    }
    case "this-machine":
      return { to: hostAt(how, topology) };
    case "itself":
      return { to: source };
    case "host":
      return addressed(to.host, how, topology);
    case "policies":
      return { to: api };
  }
}

/** A Service by its name in the cluster's DNS. */
const serviceName = /^(?<name>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc(\.|$)/;

/** Whoever has a name or address: a Service, a workload or this machine, else somebody on a network where it belongs, else the internet. */
function addressed(host: string, how: Probe, topology: Topology): End {
  const { name, namespace } = serviceName.exec(host)?.groups ?? {};
  if (name !== undefined && namespace !== undefined) return { to: serviceOf(namespace, name, topology) };
  const has = ({ address = "" }: Attachment): boolean => bare(address) === host;
  const found = topology.workloads.find(({ attachments }) => attachments.some(has));
  if (found) return { to: found, ...over(found, has, topology) };
  const own = topology.places.find(({ kind, attachments }) => kind === "this machine" && attachments.some(has));
  if (own) return { to: hostAt(how, topology), ...over(own, has, topology) };
  const beside = topology.workloads
    .flatMap(({ attachments }) => attachments)
    .find(({ address = "" }) => contains(address, host));
  if (!beside) return { to: { id: ids.place("internet", host), kind: "internet", name: host, attachments: [] } };
  const outside: Place = {
    id: ids.place("outside", host),
    kind: "outside",
    name: host,
    note: "not made by this stack",
    attachments: [{ network: beside.network, address: host }],
  };
  return { to: outside };
}

/** The database of this machine where its port is asked for, else the machine. */
function hostAt(how: Probe, topology: Topology): Node {
  const key = "port" in how && how.port !== undefined ? ids.place("database", databaseKey(how.port)) : "";
  return topology.places.find(({ id }) => id === key) ?? place(thisMachine(), topology);
}

/** The way over an interface: it is said unless it is a workload's first one. */
function over(
  { kind, attachments }: Workload | Place,
  matches: (one: Attachment) => boolean,
  { networks }: Topology,
): Pick<End, "via"> {
  const index = attachments.findIndex(matches);
  const first = kind === "pod" || kind === "virtual machine" ? 0 : -1;
  const network = attachments[index]?.network;
  if (network === undefined || index === first) return {};
  return { via: `on ${networks.find(({ id }) => id === network)?.name ?? network}` };
}

function workload(id: string, { workloads }: Topology): Workload | Place {
  return workloads.find((one) => one.id === id) ?? unknown(id);
}

function serviceOf(namespace: string, name: string, { services }: Topology): Node {
  if (namespace === "default" && name === "kubernetes") return api;
  const id = ids.service(namespace, name);
  return services.find((one) => one.id === id) ?? unknown(id);
}

function place(one: Place, { places }: Topology): Place {
  return places.find(({ id }) => id === one.id) ?? one;
}

function unknown(id: string): Place {
  return { id: ids.place("unknown", id), kind: "unknown", name: id, attachments: [] };
}

const api: Place = {
  id: ids.place("API", "Kubernetes API"),
  kind: "API",
  name: "Kubernetes API",
  note: "service kubernetes",
  attachments: [],
};
