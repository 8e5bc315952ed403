import { CustomObjectsApi, type KubeConfig } from "@kubernetes/client-node";
import { plainly } from "../kubernetes-api/problem.ts";
import type { MigrationAccess } from "./live-migration/access.ts";
import { readMigration } from "./live-migration/read-migration.ts";
import { readInstance } from "./virtual-machine-instance.ts";

const kubevirt = { group: "kubevirt.io", version: "v1" } as const;
const migrations = { ...kubevirt, plural: "virtualmachineinstancemigrations" } as const;

/** Virtual machines as checks see them. */
export function kubevirtApi(
  config: KubeConfig,
): Pick<MigrationAccess, "virtualMachineInstance" | "createMigration" | "migration" | "deleteMigration"> {
  const api = config.makeApiClient(CustomObjectsApi);
  return {
    virtualMachineInstance: async (namespace, name) =>
      readInstance(
        await plainly(
          api.getNamespacedCustomObject({ ...kubevirt, plural: "virtualmachineinstances", namespace, name }),
        ),
      ),
    createMigration: async (namespace, name, vm) => {
      const body = {
        apiVersion: "kubevirt.io/v1",
        kind: "VirtualMachineInstanceMigration",
        metadata: { name, namespace },
        spec: { vmiName: vm },
      };
      // An answer that was lost: it is there.
      await plainly(
        api.createNamespacedCustomObject({ ...migrations, namespace, body }).catch(unless("AlreadyExists")),
      );
    },
    migration: async (namespace, name) =>
      readMigration(await plainly(api.getNamespacedCustomObject({ ...migrations, namespace, name }))),
    deleteMigration: async (namespace, name) => {
      await plainly(api.deleteNamespacedCustomObject({ ...migrations, namespace, name }).catch(unless("NotFound")));
    },
  };
}

/** A refusal for that reason is none. A webhook refuses with 409 too, so the code alone does not tell. */
function unless(reason: string): (error: unknown) => void {
  return (error) => {
    const { body } = error as { body?: unknown };
    const said: unknown = typeof body === "string" ? tryJson(body) : body;
    if (typeof said !== "object" || said === null || !("reason" in said) || said.reason !== reason) throw error;
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
