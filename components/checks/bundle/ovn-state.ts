import type { ClusterReader } from "./cluster-reader.ts";
import type { Collection } from "./collection.ts";
import type { PodFacts } from "./facts.ts";
import type { Job } from "./jobs.ts";
import type { Subject } from "./subject.ts";

/** Where the chart puts OVN-Kubernetes. */
export const ovnNamespace = "ovn-kubernetes";
/** Label `app` of the pod with a node's databases and controllers, and of the one with its Open vSwitch. */
export const nodePodLabel = "ovnkube-node";
export const switchPodLabel = "ovs-node";
export const controlPlaneLabel = "ovnkube-control-plane";

/** Seconds that a tool waits for its database. */
const toolTimeout = 6;
/** Bytes of flows. */
const mostFlows = 400_000;

interface Question {
  readonly file: string;
  readonly app: typeof nodePodLabel | typeof switchPodLabel;
  readonly container: string;
  readonly command: readonly string[];
}

/** With interconnect, each node has northbound and southbound databases of its own, and in them its own pods' ports. */
function questions({ namespaces, services }: Pick<Subject, "namespaces" | "services">): Question[] {
  const nb = (file: string, ...command: string[]): Question => ({
    file: `nb-${file}`,
    app: nodePodLabel,
    container: "nb-ovsdb",
    command: ["ovn-nbctl", "--no-leader-only", `--timeout=${toolTimeout}`, ...command],
  });
  const sb = (file: string, ...command: string[]): Question => ({
    file: `sb-${file}`,
    app: nodePodLabel,
    container: "sb-ovsdb",
    command: ["ovn-sbctl", "--no-leader-only", `--timeout=${toolTimeout}`, ...command],
  });
  const ovs = (file: string, ...command: string[]): Question => ({
    file: `ovs-${file}`,
    app: switchPodLabel,
    container: "ovs-daemons",
    command,
  });
  const port = "--columns=name,up,enabled,type,addresses,port_security,options,external_ids";
  const binding = "--columns=logical_port,type,up,chassis,tunnel_key,mac,options";
  return [
    nb("show.txt", "show"),
    ...namespaces.flatMap((namespace) => [
      nb(`ports-${namespace}.txt`, port, "find", "Logical_Switch_Port", `external_ids:namespace=${namespace}`),
      sb(`ports-${namespace}.txt`, binding, "find", "Port_Binding", `external_ids:namespace=${namespace}`),
    ]),
    ...services.map(({ namespace, service }) =>
      nb(
        `load-balancers-${namespace}-${service}.txt`,
        "--columns=name,vips,protocol,options,external_ids",
        "find",
        "Load_Balancer",
        `external_ids{>=}{"k8s.ovn.org/owner"="${namespace}/${service}"}`,
      ),
    ),
    nb("acls.txt", "--columns=name,direction,tier,priority,match,action,external_ids", "list", "ACL"),
    nb("port-groups.txt", "--columns=name,ports,acls,external_ids", "list", "Port_Group"),
    nb("address-sets.txt", "--columns=name,addresses,external_ids", "list", "Address_Set"),
    sb("show.txt", "show"),
    {
      file: "controller-connection.txt",
      app: nodePodLabel,
      container: "ovn-controller",
      command: ["ovn-appctl", `--timeout=${toolTimeout}`, "-t", "ovn-controller", "connection-status"],
    },
    ovs("show.txt", "ovs-vsctl", `--timeout=${toolTimeout}`, "show"),
    ovs("settings.txt", "ovs-vsctl", `--timeout=${toolTimeout}`, "list", "Open_vSwitch"),
    ovs("ports.txt", "ovs-ofctl", "-O", "OpenFlow13", `--timeout=${toolTimeout}`, "dump-ports", "br-int"),
    // All flows are megabytes: those that no packet took tell little.
    ovs(
      "flows.txt",
      "sh",
      "-c",
      `ovs-ofctl -O OpenFlow13 --timeout=${toolTimeout} dump-flows br-int | grep -v ' n_packets=0,' | head -c ${mostFlows}`,
    ),
  ];
}

/** The jobs that collect OVN's and Open vSwitch's state of some nodes. @param pods those of OVN-Kubernetes */
export function ovnJobs(
  nodes: readonly string[],
  pods: readonly PodFacts[],
  subject: Pick<Subject, "namespaces" | "services">,
  reader: ClusterReader,
  collection: Collection,
): Job[] {
  return nodes.flatMap((node) => {
    const podOf = (app: string): PodFacts | undefined =>
      pods.find((one) => one.node === node && one.labels["app"] === app);
    const lacking = [nodePodLabel, switchPodLabel].filter((app) => podOf(app) === undefined);
    for (const app of lacking)
      collection.addMissing(`what ${app} of node ${node} knows`, `there is no such pod in namespace ${ovnNamespace}`);
    return questions(subject).flatMap(({ file, app, container, command }): Job[] => {
      const pod = podOf(app)?.name;
      if (pod === undefined) return [];
      const work = async (seconds: number): Promise<void> => {
        const { exitCode, stdout, stderr } = await reader.exec(
          { namespace: ovnNamespace, pod, container },
          command,
          seconds,
        );
        if (exitCode !== 0)
          throw new Error(`${command[0] ?? ""} ended with ${exitCode}: ${stderr.trim() || stdout.trim()}`);
        const head = `$ kubectl exec -n ${ovnNamespace} ${pod} -c ${container} -- ${command.join(" ")}\n`;
        collection.addText(["ovn", node, file], head + stdout + stderr);
      };
      return [{ what: `${file} of node ${node}`, work }];
    });
  });
}
