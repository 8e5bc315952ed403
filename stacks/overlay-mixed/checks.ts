import type { Check } from "../../components/checks/check.ts";
import type { VirtualMachineSpec } from "../../components/virtual-machines/virtual-machine.ts";
import { httpPort } from "../overlay/pods.ts";
import { addresses, type servers } from "./workloads.ts";

export function mixedChecks(
  { namespace, name: vm }: Pick<VirtualMachineSpec, "namespace" | "name">,
  { blue, yellow }: ReturnType<typeof servers>,
): Check[] {
  const fromClient = (id: string, title: string, address: string, server: string): Check => ({
    id,
    title,
    step: "workloads",
    from: { kind: "guest", namespace, vm },
    to: { kind: "host", host: address },
    how: { kind: "http", port: httpPort, path: "/hostname" },
    expect: { kind: "reachable", bodies: [server] },
  });
  return [
    fromClient("M1", "the virtual machine reaches the pod of its own tenant", addresses.blue, blue.name),
    fromClient("M2", "the virtual machine reaches the pod of the other tenant", addresses.yellow, yellow.name),
  ];
}
