import * as pulumi from "@pulumi/pulumi";
import { runMode } from "../../../components/run-mode.ts";

/** A resource as the program registers it with the engine. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN; null for those at the top. */
  readonly parent: string | null;
  /** URNs of the resources that have to be there first; a component stands for all it contains. */
  readonly dependsOn: readonly string[];
  /** URN of the provider that makes it, if the program has one for it; null otherwise. */
  readonly provider: string | null;
  /** Values that only a run can know are `known after up`, secrets are `secret`. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface EvaluateOptions {
  readonly stack: string;
  /** Configuration with full keys, `lab:cluster`. */
  readonly config: Readonly<Record<string, string>>;
  /** What is evaluated; default: the program of this project. */
  readonly program?: () => Promise<Readonly<Record<string, unknown>>>;
  /** Gives secrets as they are, for tests that make what was planned; default: `secret` stands in their place. */
  readonly revealSecrets?: boolean;
}

/** The part of a registration request that is read here; its full type is not exported by the SDK. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getDependenciesList(): string[];
  getObject(): unknown;
}
type Callback = (error: unknown, response?: { getUrn(): string }) => void;

/**
 * Evaluates the program as a preview would, with a monitor of its own in the place of Pulumi's engine.
 * Charts stay one resource: their objects are rendered by the engine's provider.
 * @returns the resources in the order of their registration, and what the program exports
 */
export async function evaluateProgram(
  options: EvaluateOptions,
): Promise<{ resources: PlannedResource[]; exports: Readonly<Record<string, unknown>> }> {
  runMode.plan();
  const resources: { planned: Promise<Omit<PlannedResource, "urn">>; urn: string }[] = [];
  const secrets: Secrets = ({ value }) => (options.revealSecrets ? value : "secret");
  pulumi.runtime.setAllConfig({ ...options.config });
  await pulumi.runtime.setMocks(
    // Nothing is made, so no output is known.
    { newResource: () => ({ id: undefined, state: {} }), call: () => ({}) },
    "lab",
    options.stack,
    true,
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: Registration, callback: Callback): void;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const resource = { planned: planned(request, secrets), urn: "" };
    resources.push(resource);
    register(request, (error, response) => {
      if (response) resource.urn = response.getUrn();
      callback(error, response);
    });
  };
  const program = options.program ?? (() => import("../../../index.ts"));
  const exports: Readonly<Record<string, unknown>> = await program();
  await pulumi.runtime.disconnect();
  const all = resources.map(async (one) => ({ ...(await one.planned), urn: one.urn }));
  return { resources: await Promise.all(all), exports };
}

async function planned(request: Registration, secrets: Secrets): Promise<Omit<PlannedResource, "urn">> {
  const object = request.getObject() as Struct;
  const inputs = pulumi.runtime.deserializeProperties(
    { toJavaScript: () => replaced(object.toJavaScript(), secrets) } as never,
    true,
  ) as unknown;
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent() || null,
    dependsOn: request.getDependenciesList().toSorted(),
    // The request has `<URN>::<id>`.
    provider: request.getProvider().replace(/::[^:]*$/, "") || null,
    inputs: (await plain(inputs)) as Record<string, unknown>,
  };
}

/** `google.protobuf.Struct`, whose type the SDK does not export. */
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

/** What stands for a secret, in the SDK's wire form. */
type Secrets = (secret: { readonly value: unknown }) => unknown;

/** What is there in the place of each secret. Before the SDK reads the values: it would take a whole input for one, in which one is. */
function replaced(value: unknown, secrets: Secrets): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, secrets));
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return replaced(secrets(value), secrets);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, secrets)]));
}

function isSecret(value: object): value is { readonly value: unknown } {
  const { specialSigKey, specialSecretSig } = pulumi.runtime;
  return specialSigKey in value && value[specialSigKey] === specialSecretSig;
}

/** Replaces what is no plain value: unknowns, assets. */
async function plain(value: unknown): Promise<unknown> {
  if (pulumi.isUnknown(value)) return "known after up";
  if (value instanceof pulumi.asset.FileAsset) return { file: await value.path };
  if (Array.isArray(value)) return Promise.all((value as unknown[]).map(plain));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      await Promise.all(Object.entries(value).map(async ([key, inner]) => [key, await plain(inner)] as const)),
    );
  return value;
}
