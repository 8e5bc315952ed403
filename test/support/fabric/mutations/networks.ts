import { KubernetesObjectApi } from "@kubernetes/client-node";
import type { KubernetesManifest } from "../../../../components/artifacts/index.ts";
import { nft } from "../commands.ts";
import { internet } from "../gateway.ts";
import type { Fabric } from "../fabric.ts";
import type { FabricLab } from "../lab.ts";
import { table } from "../pod-ruleset.ts";
import type { Router } from "../router.ts";
import { type Mutation, mutation } from "./mutation.ts";

/** What can go wrong with the networks of a lab, and with what is around them. */
export class NetworkMutations {
  readonly #labOf: () => FabricLab;

  /** @param labOf gives the lab when it is there: mutations are listed before */
  constructor(labOf: () => FabricLab) {
    this.#labOf = labOf;
  }

  get #lab(): FabricLab {
    return this.#labOf();
  }

  get #fabric(): Fabric {
    return this.#lab.fabric;
  }

  /** The world outside knows a way into a network. */
  leak(breaks: Mutation["breaks"], network: string): Mutation {
    return mutation(
      `other networks find a way into ${network}`,
      breaks,
      () => this.#way("add", network),
      () => this.#way("del", network),
    );
  }

  /** A network's router serves the Services of another network, too. */
  servesOthers(breaks: Mutation["breaks"], network: string, other: string): Mutation {
    return mutation(
      `${network} has the Services of ${other}`,
      breaks,
      async () => {
        await this.#way("add", other);
        await this.#router(network).serve([
          ...(await this.#fabric.services(network)),
          ...(await this.#fabric.services(other)),
        ]);
      },
      async () => {
        await this.#way("del", other);
        await this.#fabric.sync();
      },
    );
  }

  /** Services of a network lead nowhere. */
  withoutServices(breaks: Mutation["breaks"], network: string): Mutation {
    return mutation(
      `${network} has no Services`,
      breaks,
      () => this.#router(network).serve([]),
      () => this.#fabric.sync(),
    );
  }

  /** What a network's pods send to addresses is refused in the name of these, where it should get lost. */
  refusing(breaks: Mutation["breaks"], network: string, match: string): Mutation {
    const rules = [`${match} reject with tcp reset`];
    const hook = "type filter hook forward priority 0; policy accept;";
    return mutation(
      `${network} refuses instead of dropping (${match})`,
      breaks,
      () => nft(this.#router(network).netns, table("ip refusing", { forward: { hook, rules } })),
      () => nft(this.#router(network).netns, "delete table ip refusing\n"),
    );
  }

  /** What leaves a network keeps its address, to which nobody outside knows a way back. */
  withoutMasquerade(breaks: Mutation["breaks"], network: string): Mutation {
    return mutation(
      `what leaves ${network} keeps its address`,
      breaks,
      () => nft(this.#router(network).netns, "flush chain ip router leaving\n"),
      () => this.#fabric.sync(),
    );
  }

  withoutDns(breaks: Mutation["breaks"]): Mutation {
    return mutation(
      "the DNS server is down",
      breaks,
      () => this.#fabric.gateway.stop(),
      () => this.#fabric.gateway.startDns(),
    );
  }

  /** The DNS server gives the API server another address. */
  dnsLies(breaks: Mutation["breaks"]): Mutation {
    return mutation(
      "the DNS server gives the API server another address",
      breaks,
      async () => {
        await this.#fabric.gateway.stop();
        await this.#fabric.gateway.startDns("10.96.0.99");
      },
      async () => {
        await this.#fabric.gateway.stop();
        await this.#fabric.gateway.startDns();
      },
    );
  }

  /** The API server is out of the pods' reach. */
  withoutApiServer(breaks: Mutation["breaks"]): Mutation {
    return mutation(
      "no way leads to the API server",
      breaks,
      () => nft("gateway", "flush chain ip gateway published\n"),
      () => this.#fabric.sync(),
    );
  }

  withoutNodePorts(breaks: Mutation["breaks"]): Mutation {
    return mutation(
      "the nodes have no node ports",
      breaks,
      () => this.#fabric.gateway.publish([]),
      () => this.#fabric.sync(),
    );
  }

  /** Node ports of one network's Services lead to those of another. */
  nodePortsOfOthers(breaks: Mutation["breaks"], network: string, other: string): Mutation {
    return mutation(
      `node ports of ${network} lead to the Services of ${other}`,
      breaks,
      async () => {
        const [service] = await this.#fabric.services(network);
        const [wrong] = await this.#fabric.services(other);
        if (!service || !wrong) throw new Error(`no Services of ${network} or of ${other}`);
        await this.#router(network).serve([{ ...service, endpoints: [] }]);
        await this.#router(other).serve([wrong, { ...wrong, nodePort: service.nodePort }]);
        await this.#fabric.gateway.publish([{ port: service.nodePort ?? 0, router: this.#router(other).uplink ?? "" }]);
      },
      () => this.#fabric.sync(),
    );
  }

  /** An address of the internet is not there. */
  withoutInternet(breaks: Mutation["breaks"], which: keyof typeof internet): Mutation {
    return mutation(
      `${internet[which]} does not answer`,
      breaks,
      () => this.#fabric.gateway.internet("del", internet[which]),
      () => this.#fabric.gateway.internet("add", internet[which]),
    );
  }

  /** An object is there that should not be. */
  object(breaks: Mutation["breaks"], manifest: KubernetesManifest): Mutation {
    return mutation(
      `${manifest.kind} ${manifest.metadata.name} is there`,
      breaks,
      async () => {
        await this.#lab.create(manifest);
        await this.#fabric.sync();
      },
      async () => {
        await this.#api().delete(manifest);
        await this.#fabric.sync();
      },
    );
  }

  /** Objects of the scenario are gone. */
  gone(breaks: Mutation["breaks"], ...objects: readonly (readonly [kind: string, name: string])[]): Mutation {
    const all = (): KubernetesManifest[] => objects.map(([kind, name]) => this.#lab.manifest(kind, name));
    return mutation(
      `there is no ${objects.map(([kind, name]) => `${kind} ${name}`).join(" and no ")}`,
      breaks,
      async () => {
        for (const one of all()) await this.#api().delete(one);
        await this.#fabric.sync();
      },
      async () => {
        for (const one of all()) await this.#lab.create(one);
        await this.#fabric.sync();
      },
    );
  }

  /** An object of the scenario is another than it should be. @param changes of its spec */
  changed(breaks: Mutation["breaks"], kind: string, name: string, about: string, changes: object): Mutation {
    const replaceBy = async (manifest: KubernetesManifest): Promise<void> => {
      await this.#api().delete(manifest);
      await this.#lab.create(manifest);
      await this.#fabric.sync();
    };
    const original = (): KubernetesManifest => this.#lab.manifest(kind, name);
    return mutation(
      `${kind} ${name} ${about}`,
      breaks,
      () => replaceBy({ ...original(), spec: { ...(original()["spec"] as object), ...changes } }),
      () => replaceBy(original()),
    );
  }

  async #way(action: "add" | "del", network: string): Promise<void> {
    const router = this.#router(network);
    await this.#fabric.gateway.leak(action, router.network.cidr ?? "", router.uplink ?? "");
  }

  #api(): KubernetesObjectApi {
    return KubernetesObjectApi.makeApiClient(this.#lab.cluster.config);
  }

  #router(network: string): Router {
    return this.#fabric.routerOf(network);
  }
}
