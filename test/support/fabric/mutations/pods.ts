import { execInPod } from "../../../../components/checks/pod-exec.ts";
import { waitFor } from "../../../../components/wait.ts";
import { nft, succeed } from "../commands.ts";
import type { Fabric } from "../fabric.ts";
import type { FabricLab } from "../lab.ts";
import type { FabricPod } from "../pod.ts";
import type { PodInterface } from "../pod-interfaces.ts";
import type { Mutation } from "./mutation.ts";
import { mutation } from "./mutation.ts";

/** What can go wrong with the pods of a lab. */
export class PodMutations {
  readonly #labOf: () => FabricLab;

  /** @param labOf gives the lab when it is there: mutations are listed before */
  constructor(labOf: () => FabricLab) {
    this.#labOf = labOf;
  }

  get #fabric(): Fabric {
    return this.#labOf().fabric;
  }

  /** Nothing listens in the pods any more; their addresses still answer. */
  serversDown(breaks: Mutation["breaks"], ...pods: readonly (readonly [string, string])[]): Mutation {
    const all = (): FabricPod[] => pods.map(([namespace, name]) => this.#fabric.pod(namespace, name));
    return mutation(
      `no server runs in ${pods.map(([, name]) => name).join(" and ")}`,
      breaks,
      () => Promise.all(all().map((pod) => pod.end())),
      () => {
        for (const pod of all()) pod.start();
        return Promise.resolve();
      },
    );
  }

  /** The server at the target's address is another one. */
  otherServer(breaks: Mutation["breaks"], namespace: string, name: string, hostname: string): Mutation {
    const pod = (): FabricPod => this.#fabric.pod(namespace, name);
    const restart = async (as?: string): Promise<void> => {
      await pod().end();
      pod().start(as);
    };
    return mutation(
      `${name} answers as ${hostname}`,
      breaks,
      () => restart(hostname),
      () => restart(),
    );
  }

  /** The pod is out of the network. */
  unplugged(breaks: Mutation["breaks"], namespace: string, name: string, role: PodInterface["role"]): Mutation {
    const set = async (state: "up" | "down"): Promise<void> => {
      const fabric = this.#fabric;
      const pod = fabric.pod(namespace, name);
      const at = pod.interface(role);
      await fabric.routerOf(at.network.key).plugged(pod.ports.get(at.name) ?? "", state);
    };
    return mutation(
      `${name} is unplugged from its ${role} network`,
      breaks,
      () => set("down"),
      () => set("up"),
    );
  }

  /** The port of the pod is on another segment: another VLAN, another network of the same range. */
  onOtherSegment(
    breaks: Mutation["breaks"],
    namespace: string,
    name: string,
    role: PodInterface["role"],
    segment: string,
  ): Mutation {
    const move = async (to?: string): Promise<void> => {
      const fabric = this.#fabric;
      const pod = fabric.pod(namespace, name);
      const at = pod.interface(role);
      await fabric.routerOf(at.network.key).move(pod.ports.get(at.name) ?? "", to ?? at.segment);
    };
    return mutation(
      `${name} is on ${segment}`,
      breaks,
      () => move(segment),
      () => move(),
    );
  }

  /** The port of the pods lets everything through. */
  unguarded(breaks: Mutation["breaks"], ...pods: readonly (readonly [string, string])[]): Mutation {
    return mutation(
      `nothing guards ${pods.map(([, name]) => name).join(" and ")}`,
      breaks,
      () =>
        Promise.all(
          pods.map(([namespace, name]) => nft(this.#fabric.pod(namespace, name).netns, "delete table inet pod\n")),
        ),
      () => this.#fabric.sync(),
    );
  }

  /** What leaves the pod for a port is refused, in the name of whom it is for, where it should be dropped. */
  refusing(breaks: Mutation["breaks"], namespace: string, name: string, match: string): Mutation {
    return mutation(
      `${name} has packets refused instead of dropped (${match})`,
      breaks,
      () => nft(this.#fabric.pod(namespace, name).netns, `insert rule inet pod out ${match} reject with tcp reset\n`),
      () => this.#fabric.sync(),
    );
  }

  /** The annotations of one pod tell of another one's addresses. */
  addressSwapped(
    breaks: Mutation["breaks"],
    namespace: string,
    name: string,
    [otherNamespace, other]: readonly [string, string],
  ): Mutation {
    return mutation(
      `${name} is said to be where ${other} is`,
      breaks,
      async () => {
        const pod = this.#fabric.pod(namespace, name);
        const stranger = this.#fabric.pod(otherNamespace, other);
        const changed = pod.interfaces.map((own) => ({ ...own, address: stranger.interface(own.role).address }));
        await this.#fabric.report(pod, changed);
      },
      () => this.#fabric.report(this.#fabric.pod(namespace, name)),
    );
  }

  /** Nothing is said of the pod's addresses. */
  addressUnknown(breaks: Mutation["breaks"], namespace: string, name: string): Mutation {
    return mutation(
      `nothing is said of ${name}'s addresses`,
      breaks,
      () => this.#fabric.report(this.#fabric.pod(namespace, name), []),
      () => this.#fabric.report(this.#fabric.pod(namespace, name)),
    );
  }

  /** The kubelet runs no commands in the pod. */
  execRefused(breaks: Mutation["breaks"], namespace: string, name: string): Mutation {
    const until = async (works: boolean): Promise<void> => {
      const [container = ""] = this.#fabric.pod(namespace, name).containers;
      const from = { kind: "pod", namespace, pod: name, container } as const;
      await waitFor({ what: `exec in ${name}`, timeout: 20, interval: 0.1 }, async () => {
        const { exitCode } = await execInPod(this.#labOf().cluster.config, from, ["cat", "/dev/null"], 5).catch(() => ({
          exitCode: -1,
        }));
        return (exitCode === 0) === works ? { met: true } : { seen: `exit ${exitCode}` };
      });
    };
    return mutation(
      `no command can be run in ${name}`,
      breaks,
      async () => {
        await this.#fabric.refuseExec(this.#fabric.pod(namespace, name));
        await until(false);
      },
      async () => {
        await this.#fabric.letExec(this.#fabric.pod(namespace, name));
        await until(true);
      },
    );
  }

  /** A tool of the probe is not there. */
  toolMissing(breaks: Mutation["breaks"], tool: string): Mutation {
    const file = `/fabric/bin/${tool}`;
    return mutation(
      `there is no working ${tool}`,
      breaks,
      // The machine's own of that name would be found next.
      async () => {
        await succeed("cp", ["-p", file, `${file}.kept`]);
        await succeed("sh", ["-c", 'printf "#!/bin/sh\\nexit 127\\n" >"$0"', file]);
      },
      () => succeed("mv", [`${file}.kept`, file]),
    );
  }
}
