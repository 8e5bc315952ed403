import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ScenarioSettings } from "../../components/settings/settings.ts";
import type { StepContext, StepResources } from "../scenario.ts";
import {
  addedTenants,
  namespaceOf,
  overlappingTenant,
  type Tenant,
  tenants,
  type WorkshopNetworks,
} from "./networks.ts";
import { addedApp, type App, demoPodsPolicy, nodePortService, overlappingApp, statefulSet } from "./workloads.ts";

type Named<R extends pulumi.Resource = pulumi.Resource> = readonly [key: string, resource: R];
type Network = WorkshopNetworks["overlapping"] | WorkshopNetworks["enterprise"];

/** Makes the workshop's objects. Their names in the program have no prefix, and so have the keys that later steps find them by. */
export class Workshop {
  readonly #settings: ScenarioSettings;
  readonly #networks: WorkshopNetworks;

  constructor(settings: ScenarioSettings, networks: WorkshopNetworks) {
    this.#settings = settings;
    this.#networks = networks;
  }

  addNamespaces(context: StepContext): StepResources {
    return { resources: new Map(tenants.map((tenant) => this.#namespace(tenant, context))) };
  }

  addSeparateNetworks(context: StepContext): StepResources {
    const { blue, green } = this.#networks.separate;
    return {
      resources: new Map([
        this.#network("blue-network", blue, ["blue"], context),
        this.#network("green-network", green, ["green"], context),
      ]),
    };
  }

  addEnterpriseNetwork(context: StepContext): StepResources {
    const network = this.#network("colored-enterprise", this.#networks.enterprise, ["red", "yellow"], context);
    return { resources: new Map([network]) };
  }

  addApps(list: readonly App[], context: StepContext): StepResources {
    const made = list.map((app) => this.#app(app, context));
    return { resources: new Map(made), workloads: made.map(([, app]) => app.metadata.uid) };
  }

  addServices(context: StepContext): StepResources {
    const { namePrefix, ipFamily } = this.#settings;
    const made = (["blue", "green"] as const).map((tenant): Named<k8s.core.v1.Service> => {
      const manifest = nodePortService(tenant, namespaceOf(tenant, namePrefix), ipFamily);
      const { name } = manifest.metadata;
      const resource = new k8s.core.v1.Service(`udn-pods-${name}`, manifest, {
        ...context.options,
        dependsOn: [...context.options.dependsOn, ...earlier(context, [tenant, `app-${tenant}`])],
      });
      return [name, resource];
    });
    return { resources: new Map(made) };
  }

  /** Nothing of it waits for the other tenants: their pods alone would keep it back for as long as they take to start. */
  addOverlapping(context: StepContext): StepResources {
    const namespace = this.#namespace(overlappingTenant, context);
    const after = (own: readonly Named[]): StepContext => ({ ...context, earlier: new Map(own) });
    const key = `${overlappingTenant}-network`;
    const network = this.#network(key, this.#networks.overlapping, [overlappingTenant], after([namespace]));
    const { resources, workloads } = this.addApps([overlappingApp], after([namespace, network]));
    return { resources: new Map([namespace, network, ...resources]), ...(workloads ? { workloads } : {}) };
  }

  /** The tenants of `lab:scale`. Nothing of one waits for another, and a check waits for the pods at its two ends alone. */
  addTenants(context: StepContext): StepResources {
    const { namePrefix, scale } = this.#settings;
    const made: Named[] = [];
    const appIn = new Map<string, k8s.apps.v1.StatefulSet>();
    for (const [i, tenant] of addedTenants(scale).entries()) {
      const after = (own: readonly Named[]): StepContext => ({ ...context, earlier: new Map(own) });
      const namespace = this.#namespace(tenant, context);
      const network = this.#network(`${tenant}-network`, this.#networks.added(tenant, i), [tenant], after([namespace]));
      const app = this.#app(addedApp(tenant), after([namespace, network]));
      made.push(namespace, network, app);
      appIn.set(namespaceOf(tenant, namePrefix), app[1]);
    }
    const blue = earlier(context, ["app-blue"]).find((one) => k8s.apps.v1.StatefulSet.isInstance(one));
    if (blue) appIn.set(namespaceOf("blue", namePrefix), blue);
    return {
      resources: new Map(made),
      about: ({ from, to }) => {
        const ends = [from, to].flatMap((end) => ("namespace" in end ? (appIn.get(end.namespace) ?? []) : []));
        const apps = [...new Set(ends)];
        return { dependsOn: apps, workloads: apps.map((app) => app.metadata.uid) };
      },
    };
  }

  addPolicy(context: StepContext): StepResources {
    const policy = demoPodsPolicy(namespaceOf("red", this.#settings.namePrefix));
    const key = policy.metadata.name;
    const resource = new k8s.networking.v1.NetworkPolicy(`udn-pods-${key}`, policy, {
      ...context.options,
      dependsOn: [...context.options.dependsOn, ...earlier(context, ["red"])],
    });
    return { resources: new Map([[key, resource]]) };
  }

  #app(app: App, context: StepContext): Named<k8s.apps.v1.StatefulSet> {
    const { namePrefix, versions } = this.#settings;
    const { name, tenant } = app;
    const place =
      tenant === "default"
        ? { name: `${namePrefix}${name}`, namespace: tenant }
        : { name, namespace: namespaceOf(tenant, namePrefix) };
    const resource = new k8s.apps.v1.StatefulSet(
      `udn-pods-${name}`,
      statefulSet(app, place, versions.images.workshopServer),
      {
        ...context.options,
        // All networks come first: the talk shows them before any pod, and pods of a network have to go before it does.
        dependsOn: [...context.options.dependsOn, ...context.platform.workloadsNeed, ...context.earlier.values()],
        customTimeouts: { create: `${context.readinessTimeout}s` },
      },
    );
    return [name, resource];
  }

  #namespace(tenant: Tenant, { options }: StepContext): Named<k8s.core.v1.Namespace> {
    const manifest = this.#networks.namespaceManifest(tenant);
    return [tenant, new k8s.core.v1.Namespace(`udn-pods-${tenant}`, manifest, options)];
  }

  #network(
    key: string,
    network: Network,
    of: readonly Tenant[],
    context: StepContext,
  ): Named<k8s.apiextensions.CustomResource> {
    const resource = new k8s.apiextensions.CustomResource(`udn-pods-${key}`, network, {
      ...context.options,
      dependsOn: [...context.options.dependsOn, ...context.platform.userDefinedNetworksNeed, ...earlier(context, of)],
      customTimeouts: { create: `${context.readinessTimeout}s` },
    });
    return [key, resource];
  }
}

function earlier(context: StepContext, keys: readonly string[]): pulumi.Resource[] {
  return keys.flatMap((key) => context.earlier.get(key) ?? []);
}
