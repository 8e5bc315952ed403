import * as pulumi from "@pulumi/pulumi";
import { secretKey } from "./checks/bundle/secret-words.ts";

const secretName = new RegExp(`${secretKey}$`, "i");

interface Variable {
  readonly name: string;
  readonly value: string;
}

interface PodWithVariables {
  readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] };
}

/**
 * The pod with every variable whose name ends like a secret's (`DB_PASSWORD`) as a secret of Pulumi: encrypted in the state, and
 * `[secret]` in previews and logs.
 */
export function withSecretVariables<Pod extends PodWithVariables>(pod: Pod) {
  const containers = pod.spec.containers.map((container) => ({
    ...container,
    env: container.env.map(({ name, value }) => ({
      name,
      value: secretName.test(name) ? pulumi.secret(value) : value,
    })),
  }));
  return { ...pod, spec: { ...pod.spec, containers } };
}

interface MachineWithVolumes {
  readonly spec: { readonly template: { readonly spec: { readonly volumes: readonly object[] } } };
}

/** The virtual machine with what cloud-init tells its guest of users as a secret, for the login's password is in it. */
export function withSecretUserData<Machine extends MachineWithVolumes>(machine: Machine) {
  const { template } = machine.spec;
  const volumes = template.spec.volumes.map((volume) => {
    if (!("cloudInitNoCloud" in volume)) return volume;
    const { userData, ...rest } = volume.cloudInitNoCloud as { userData: string };
    return { ...volume, cloudInitNoCloud: { ...rest, userData: pulumi.secret(userData) } };
  });
  return {
    ...machine,
    spec: { ...machine.spec, template: { ...template, spec: { ...template.spec, volumes } } },
  };
}
