import type { Check } from "../../components/checks/check.ts";
import { attachmentName, type Tenants } from "./network.ts";
import { containerName, httpPort } from "./pods.ts";

export function overlayChecks({ blue, yellow }: Tenants): Check[] {
  const fromClient = (id: string, title: string, namespace: string, pod: string): Check => ({
    id,
    title,
    step: "workloads",
    from: { kind: "pod", namespace: blue, pod: "podclient", container: containerName },
    to: { kind: "secondary-network", namespace, pod, network: `${namespace}/${attachmentName}` },
    how: { kind: "http", port: httpPort, path: "/hostname" },
    expect: { kind: "reachable", bodies: [pod] },
  });
  return [
    fromClient("O1", "the client reaches the server of its own tenant", blue, "blue-server"),
    fromClient("O2", "the client reaches the server of the other tenant", yellow, "yellow-server"),
  ];
}
