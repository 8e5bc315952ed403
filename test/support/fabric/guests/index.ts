import { ApiregistrationV1Api, CoreV1Api, CustomObjectsApi, type KubeConfig } from "@kubernetes/client-node";
import { waitFor } from "../../../../components/wait.ts";
import { StrictApi } from "../../strict-api.ts";
import { ConsoleServer, type Refusal, subresources } from "./console-server.ts";
import { Guest, type GuestRequest } from "./guest.ts";

/** The guests of a cluster, each with its console behind the cluster's API server. */
export interface Guests {
  add(request: GuestRequest): Promise<Guest>;
  remove(guest: Guest): Promise<void>;
  /** Lets the API refuse a guest's console; undefined: give it again. */
  refuseConsole(guest: Guest, refusal: Refusal | undefined): void;
  /** Whether somebody has a guest's console. */
  isConsoleTaken(guest: Guest): boolean;
  /** Closes the console of whoever has it. */
  dropConsole(guest: Guest): void;
  /** Ends all guests and takes their API away. The cluster has to be there still. */
  stop(): Promise<void>;
}

const service = { name: "virt-api", namespace: "default" } as const;
const apiService = `${subresources.version}.${subresources.group}`;

/**
 * Lets a cluster's API server, which runs on this machine, hand KubeVirt's consoles on to guests that are made here.
 * @param directory private; holds the guests' files and a key
 */
export async function startGuests(config: KubeConfig, directory: string): Promise<Guests> {
  const server = await ConsoleServer.start(directory);
  const guests = new Set<Guest>();
  const unregister = await register(config, server.port).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const remove = async (guest: Guest): Promise<void> => {
    // One that was removed before is gone.
    if (!guests.delete(guest)) return;
    server.disconnect(guest.namespace, guest.vm);
    await guest.stop();
  };
  return {
    add: async (request) => {
      const guest = await Guest.start(request, directory);
      guests.add(guest);
      server.connect(request.namespace, request.vm, guest.line);
      return guest;
    },
    remove,
    refuseConsole: ({ namespace, vm }, refusal) => server.refuse(namespace, vm, refusal),
    isConsoleTaken: ({ namespace, vm }) => server.isTaken(namespace, vm),
    dropConsole: ({ namespace, vm }) => server.drop(namespace, vm),
    stop: async () => {
      await Promise.all([...guests].map(remove));
      await unregister();
      await server.stop();
    },
  };
}

/** Makes the API known to the cluster, and waits until it is served. @returns what takes it away again */
async function register(config: KubeConfig, port: number): Promise<() => Promise<void>> {
  const core = config.makeApiClient(CoreV1Api);
  const registration = config.makeApiClient(ApiregistrationV1Api);
  const unregister = async (): Promise<void> => {
    await registration.deleteAPIService({ name: apiService });
    await core.deleteNamespacedService(service);
  };
  const api = StrictApi.of(config);
  await api.createStrictly({
    apiVersion: "v1",
    kind: "Service",
    metadata: service,
    spec: { type: "ExternalName", externalName: "localhost", ports: [{ port }] },
  });
  await api.createStrictly({
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: apiService },
    spec: {
      ...subresources,
      groupPriorityMinimum: 1000,
      versionPriority: 15,
      insecureSkipTLSVerify: true,
      service: { ...service, port },
    },
  });
  const custom = config.makeApiClient(CustomObjectsApi);
  await waitFor({ what: `API ${apiService}`, timeout: 60, interval: 0.2 }, async () => {
    await custom.getAPIResources(subresources);
    return { met: true };
  });
  return unregister;
}
