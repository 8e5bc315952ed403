import type { Check } from "../../components/checks/check.ts";
import { attachmentName } from "./network.ts";
import { containerName, httpPort } from "./pods.ts";

export const checks: readonly Check[] = [
  fromClient("O1", "the client reaches the server of its own tenant", "tenantblue", "blue-server"),
  fromClient("O2", "the client reaches the server of the other tenant", "tenantyellow", "yellow-server"),
];

function fromClient(id: string, title: string, namespace: string, pod: string): Check {
  return {
    id,
    title,
    step: "workloads",
    from: { kind: "pod", namespace: "tenantblue", pod: "podclient", container: containerName },
    to: { kind: "secondary-network", namespace, pod, network: `${namespace}/${attachmentName}` },
    how: { kind: "http", port: httpPort, path: "/hostname" },
    expect: { kind: "reachable", bodies: [pod] },
  };
}
