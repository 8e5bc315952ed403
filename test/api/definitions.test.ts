import assert from "node:assert/strict";
import { join } from "node:path";
import { type KubernetesManifest, readManifest } from "../../components/artifacts/index.ts";
import { networkAttachmentDefinition } from "../../components/networks/network-attachment-definition.ts";
import { isDefinition } from "../../components/platform/manifest-objects.ts";
import {
  ipamClaims,
  multiNetworkPolicy,
  multus,
  ovnKubernetes,
  type Versions,
  versionSets,
} from "../../components/versions.ts";
import { type ApiServer, startApiServer } from "../support/api-server.ts";
import { chartDefinitions } from "../support/charts.ts";
import { refusal, StrictApi, waitForEstablished } from "../support/strict-api.ts";
import { type Upstream, upstreamOrSkip } from "../support/upstream.ts";

const networkManifests = (versions: Versions): Record<string, string> => ({
  [multus[versions.multus].artifact]: "multus-daemonset.yml",
  [multiNetworkPolicy.artifact]: "scheme.yml",
  [ipamClaims[versions.ipamClaims].artifact]: "k8s.cni.cncf.io_ipamclaims.yaml",
});

const networkDefinitionNames = [
  "ipamclaims.k8s.cni.cncf.io",
  "multi-networkpolicies.k8s.cni.cncf.io",
  "network-attachment-definitions.k8s.cni.cncf.io",
];

const userDefinedNetwork = (topology: string): KubernetesManifest => ({
  apiVersion: "k8s.ovn.org/v1",
  kind: "UserDefinedNetwork",
  metadata: { name: "tenant", namespace: "default" },
  spec: { topology, layer2: { role: "Secondary", subnets: ["192.168.200.0/24"] } },
});

const clusterUserDefinedNetwork = (topology: string): KubernetesManifest => ({
  apiVersion: "k8s.ovn.org/v1",
  kind: "ClusterUserDefinedNetwork",
  metadata: { name: "tenants" },
  spec: {
    namespaceSelector: {},
    network: { topology, localnet: { role: "Secondary", physicalNetworkName: "physnet", ipam: { mode: "Disabled" } } },
  },
});

// Each set has the same names of definitions, so each gets an API server of its own.
for (const [set, versions] of Object.entries<Versions>(versionSets))
  describe(`the CustomResourceDefinitions of networks, versions ${set}`, function () {
    const { artifact } = ovnKubernetes[versions.ovnKubernetes];
    this.timeout(90_000);
    let upstream: Upstream;
    let server: ApiServer | undefined;
    let api: StrictApi;
    const directory = (set: string): string => upstream.directories.get(set) ?? "";

    before(async function () {
      upstream = await upstreamOrSkip(this);
      server = await startApiServer();
      api = StrictApi.of(server.config);
    });
    after(() => server?.stop());

    it("of secondary networks are accepted and served", async () => {
      const definitions = Object.entries(networkManifests(versions))
        .flatMap(([set, file]) => readManifest(join(directory(set), file)))
        .filter(isDefinition);
      assert.deepEqual(definitions.map((definition) => definition.metadata.name).toSorted(), networkDefinitionNames);
      await established(definitions);
    });

    it("of the chart are accepted and served", async () => {
      const definitions = chartDefinitions(join(directory(artifact), "helm", "ovn-kubernetes"));
      assert.ok(definitions.length >= 11 && definitions.every(isDefinition));
      await established(definitions);
    });

    async function established(definitions: readonly KubernetesManifest[]): Promise<void> {
      assert.ok(server);
      for (const definition of definitions) await api.createStrictly(definition);
      await waitForEstablished(
        server.config,
        definitions.map((definition) => definition.metadata.name),
      );
    }

    it("give a NetworkAttachmentDefinition back as it was", async () => {
      const made = networkAttachmentDefinition({
        topology: "layer2",
        namespace: "default",
        name: "shared-net",
        network: "green-network",
        subnets: "192.168.200.0/24",
      });
      await api.createStrictly(made);
      const read = (await api.read(structuredClone(made))) as unknown as KubernetesManifest;
      assert.deepEqual(read["spec"], made.spec);
    });

    it("refuse a NetworkAttachmentDefinition whose configuration is no text", async () => {
      const made = networkAttachmentDefinition({
        topology: "layer2",
        namespace: "default",
        name: "wrong",
        network: "green-network",
      });
      const wrong = { ...made, spec: { config: 3 } };
      assert.match((await refusal(api, wrong)) ?? "", /spec\.config: Invalid value: "integer"/);
    });

    it("refuse user-defined networks of a wrong topology, and only those", async () => {
      assert.equal(await refusal(api, userDefinedNetwork("Layer2")), undefined);
      assert.match(
        (await refusal(api, userDefinedNetwork("Layer4"))) ?? "",
        /spec\.topology: Unsupported value: "Layer4"/,
      );
      // The fields are those of layer 2, which only a rule of the definition (CEL) knows.
      assert.match((await refusal(api, userDefinedNetwork("Layer3"))) ?? "", /layer3 is required|layer2 is forbidden/i);
      assert.equal(await refusal(api, clusterUserDefinedNetwork("Localnet")), undefined);
      const cluster = (await refusal(api, clusterUserDefinedNetwork("Overlay"))) ?? "";
      assert.match(cluster, /spec\.network\.topology: Unsupported value: "Overlay"/);
    });

    it("refuse a field that they do not know", async () => {
      const wrong = { ...userDefinedNetwork("Layer2"), spec: { topology: "Layer2", layer2: {}, vlan: 5 } };
      assert.match((await refusal(api, wrong)) ?? "", /unknown field "spec\.vlan"/);
    });
  });
