import { markup, type Markup } from "../../components/markup/markup.ts";
import { networkCaption } from "../../components/topology/captions.ts";
import { bare, type Network, type Topology, type Workload } from "../../components/topology/topology.ts";

/** What the picture shows, in words. */
export function renderInventory(topology: Topology): Markup {
  const { networks, namespaces } = topology;
  return markup`<h3>Networks</h3>
<table class="inventory">
<thead><tr><th scope="col">network</th><th scope="col">what it is</th><th scope="col">defined by</th><th scope="col">who is on it</th></tr></thead>
<tbody>
${networks.map((network) => {
  const { kind, name, notes } = networkCaption(network);
  return markup`<tr><th scope="row" data-name="network">${name}</th><td data-name="what it is">${[kind, ...notes].join(", ")}</td><td data-name="defined by">${network.definedBy.length === 0 ? "the cluster" : network.definedBy.join(", ")}</td><td data-name="who is on it">${members(network, topology)}</td></tr>\n`;
})}</tbody>
</table>
<h3>Namespaces</h3>
<table class="inventory">
<thead><tr><th scope="col">namespace</th><th scope="col">pods and virtual machines</th><th scope="col">services</th><th scope="col">policies</th></tr></thead>
<tbody>
${namespaces.map(
  ({ name }) =>
    markup`<tr><th scope="row" data-name="namespace">${name}</th><td data-name="pods and virtual machines">${list(inside(topology.workloads, name).map(workload))}</td><td data-name="services">${list(inside(topology.services, name).map((one) => `${one.name}, ${one.type} ${one.ports.join(", ")}, of ${one.pods.join(", ") || "no pod"}`))}</td><td data-name="policies">${list(inside(topology.policies, name).map((one) => policy(one, networks)))}</td></tr>\n`,
)}</tbody>
</table>`;
}

function inside<One extends { namespace: string }>(all: readonly One[], namespace: string): One[] {
  return all.filter((one) => one.namespace === namespace);
}

function list(lines: readonly string[]): Markup {
  return lines.length === 0 ? markup`none` : markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

function workload({ kind, name, attachments }: Workload): string {
  const addresses = attachments.flatMap(({ address }) => (address === undefined ? [] : bare(address)));
  return [`${kind} ${name}`, ...addresses].join(", ");
}

function policy({ kind, name, network, workloads, rules }: Topology["policies"][number], networks: readonly Network[]) {
  const on = network === undefined ? "" : ` on ${networks.find(({ id }) => id === network)?.name ?? network}`;
  return `${kind} ${name}${on}, for ${workloads.join(", ") || "nobody"}; ${rules.join("; ")}`;
}

/** Of networks that namespaces are on, those; of others, whoever has an interface on them. */
function members({ id, role }: Network, { namespaces, workloads, places }: Topology): string {
  const whole = namespaces.filter(({ network }) => network === id).map(({ name }) => `namespace ${name}`);
  const single = [
    ...workloads
      .filter(({ attachments }) => attachments.slice(1).some(({ network }) => network === id))
      .map(({ namespace, name }) => `${namespace}/${name}`),
    ...places.filter(({ attachments }) => attachments.some(({ network }) => network === id)).map(({ name }) => name),
  ];
  const kubelets =
    role === "default" && namespaces.some(({ network }) => network !== id)
      ? ["pods of all other namespaces, for their kubelets alone"]
      : [];
  return [...whole, ...single, ...kubelets].join(", ") || "nobody";
}
