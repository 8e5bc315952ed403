import { turtleDatabase } from "../../components/host/turtle-database.ts";
import { networksAnnotation, staticAttachment } from "../../components/networks/network-attachment-definition.ts";
import type { LocalnetAddresses } from "./addresses.ts";
import { attachmentName } from "./network.ts";
import { restrictedContainer } from "../../components/restricted-container.ts";

export const adapterName = "turtle-db-adapter";
export const adapterPort = 9000;
export const adapterLabels = { role: "db-adapter" } as const;

/** Port that the adapter takes where none is given. */
const usualPort = 5432;

/**
 * The pod that reads the database and answers with JSON. It makes the table and its four rows when it starts, and ends if it
 * does not reach the database; then its kubelet starts it again.
 */
export function adapterPod(namespace: string, addresses: LocalnetAddresses, databasePort: number, image: string) {
  const environment: Record<string, string> = {
    DB_USER: turtleDatabase.user,
    DB_PASSWORD: turtleDatabase.password,
    DB_NAME: turtleDatabase.name,
    DB_IP: addresses.host,
    ...(databasePort === usualPort ? {} : { DB_PORT: String(databasePort) }),
    // It listens on the VLAN alone.
    HOST: addresses.adapter,
    PORT: String(adapterPort),
  };
  return {
    metadata: {
      name: adapterName,
      namespace,
      labels: { ...adapterLabels },
      annotations: { [networksAnnotation]: staticAttachment(attachmentName, addresses.withPrefix.adapter) },
    },
    spec: {
      containers: [
        {
          name: "db-adapter",
          image,
          env: Object.entries(environment).map(([name, value]) => ({ name, value })),
          ports: [{ name: "webserver", containerPort: adapterPort, protocol: "TCP" }],
          securityContext: restrictedContainer,
        },
      ],
    },
  };
}
