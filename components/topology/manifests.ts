import { z } from "zod";
import { selectorSchema } from "./selectors.ts";

const texts = z.record(z.string(), z.string());
const metadata = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  labels: texts.optional(),
  annotations: texts.optional(),
});
const podTemplate = z.object({ labels: texts.optional(), annotations: texts.optional() });

const userDefined = z.object({
  topology: z.enum(["Layer2", "Layer3"]),
  layer2: z.object({ role: z.enum(["Primary", "Secondary"]), subnets: z.array(z.string()).optional() }).optional(),
  layer3: z
    .object({ role: z.enum(["Primary", "Secondary"]), subnets: z.array(z.object({ cidr: z.string() })) })
    .optional(),
});

const port = z.object({ protocol: z.string().optional(), port: z.union([z.int(), z.string()]) });
const peer = z.object({
  ipBlock: z.object({ cidr: z.string() }).optional(),
  podSelector: selectorSchema.optional(),
  namespaceSelector: selectorSchema.optional(),
});
const rule = z.object({
  from: z.array(peer).optional(),
  to: z.array(peer).optional(),
  ports: z.array(port).optional(),
});
const policySpec = z.object({
  podSelector: selectorSchema,
  policyTypes: z.array(z.enum(["Ingress", "Egress"])),
  ingress: z.array(rule).optional(),
  egress: z.array(rule).optional(),
});

const volume = z.object({
  cloudInitNoCloud: z.object({ networkData: z.string().optional() }).optional(),
});
const machineSpec = z.object({
  template: z.object({
    metadata: z.object({ labels: texts.optional() }).optional(),
    spec: z.object({
      networks: z.array(z.object({ name: z.string(), multus: z.object({ networkName: z.string() }).optional() })),
      volumes: z.array(volume).optional(),
    }),
  }),
});

const of = <Kind extends string, Spec extends z.ZodType>(kind: Kind, spec: Spec) =>
  z.object({ kind: z.literal(kind), metadata, spec });

/** The objects of the Kubernetes API that a picture shows, as far as it shows them. */
const schema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("Namespace"), metadata }),
  of("UserDefinedNetwork", userDefined),
  of("ClusterUserDefinedNetwork", z.object({ namespaceSelector: selectorSchema, network: userDefined })),
  of("NetworkAttachmentDefinition", z.object({ config: z.string() })),
  z.object({ kind: z.literal("Pod"), metadata }),
  of("StatefulSet", z.object({ replicas: z.int(), template: z.object({ metadata: podTemplate }) })),
  of("VirtualMachine", machineSpec),
  of(
    "Service",
    z.object({
      type: z.string().optional(),
      selector: texts.optional(),
      ports: z.array(z.object({ port: z.int(), targetPort: z.union([z.int(), z.string()]).optional() })),
    }),
  ),
  of("NetworkPolicy", policySpec),
  of("MultiNetworkPolicy", policySpec),
]);

export type Manifest = z.infer<typeof schema>;
export type ManifestOf<Kind extends Manifest["kind"]> = Extract<Manifest, { kind: Kind }>;
export type UserDefined = z.infer<typeof userDefined>;
export type PolicySpec = z.infer<typeof policySpec>;
export type PolicyRule = z.infer<typeof rule>;
export type PolicyPeer = z.infer<typeof peer>;

const known: ReadonlySet<string> = new Set(schema.options.map((option) => option.shape.kind.value));

/** Reads the objects that a picture shows, in the order of their names, and leaves all others. @throws ZodError if one has another form */
export function readManifests(objects: readonly unknown[]): Manifest[] {
  return objects
    .filter((object) => known.has((object as { kind?: string }).kind ?? ""))
    .map((object) => schema.parse(object))
    .toSorted((a, b) => compare(place(a), place(b)));
}

function place({ metadata: { namespace = "", name } }: Manifest): string {
  return `${namespace}/${name}`;
}

/** The same everywhere, whatever language is set. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
