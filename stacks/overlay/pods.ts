import { networksAnnotation, staticAttachment } from "../../components/networks/network-attachment-definition.ts";
import { attachmentName, type Tenants } from "./network.ts";
import { restrictedContainer } from "../../components/restricted-container.ts";

export const containerName = "http-server";
export const httpPort = 9000;

export interface OverlayPod {
  readonly namespace: string;
  readonly name: string;
  /** A server answers its own name on `/hostname`; a client only waits for commands. */
  readonly role: "server" | "client";
  /** On the shared network, with its prefix length. Only a network without a range lets a pod ask for one. */
  readonly address?: string;
}

export function overlayPods({ blue, yellow }: Tenants): OverlayPod[] {
  return [
    { namespace: blue, name: "podclient", role: "client" },
    { namespace: blue, name: "blue-server", role: "server" },
    { namespace: yellow, name: "yellow-server", role: "server" },
  ];
}

/** The manifest of a pod on the shared network. It may do nothing but what the lab shows, so it has no capability left, not even for ping. */
export function podManifest({ namespace, name, role, address }: OverlayPod, image: string) {
  const networks = address === undefined ? attachmentName : staticAttachment(attachmentName, address);
  return {
    metadata: { name, namespace, annotations: { [networksAnnotation]: networks } },
    spec: {
      containers: [
        {
          name: containerName,
          image,
          args: role === "server" ? ["netexec", "--http-port", String(httpPort)] : ["pause"],
          ...(role === "server" ? { ports: [{ name: "webserver", containerPort: httpPort, protocol: "TCP" }] } : {}),
          securityContext: restrictedContainer,
        },
      ],
    },
  };
}
