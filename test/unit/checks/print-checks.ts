/**
 * Adds the checks of `CHECKS` with Pulumi's mocks in the place of the engine and prints, as JSON, the Commands and the results.
 * Each Command's standard output is what its process would print of checks that are not run. A process of its own, since the SDK has
 * one engine in a process.
 */
import * as pulumi from "@pulumi/pulumi";
import type { CheckRequest } from "../../../components/checks/check-request.ts";
import { type Check, isTransitional } from "../../../components/checks/check.ts";
import { ConnectivityChecks } from "../../../components/checks/connectivity-checks.ts";

export interface PrintedChecks {
  readonly commands: readonly {
    readonly name: string;
    readonly request: CheckRequest;
    readonly createTimeout: string;
  }[];
  /** Ids in the order of the results. */
  readonly results: readonly string[];
  /** Name of the resource of each check that a later step ends. */
  readonly ended: Readonly<Record<string, string>>;
}

interface Request {
  getName(): string;
  getType(): string;
  getCustomtimeouts(): { getCreate(): string } | undefined;
}

const checks = JSON.parse(process.env["CHECKS"] ?? "[]") as Check[];
const commands: PrintedChecks["commands"][number][] = [];
const timeouts = new Map<string, string>();
await pulumi.runtime.setMocks({
  newResource: ({ name, type, inputs }) => {
    if (type !== "command:local:Command") return { id: undefined, state: {} };
    const { environment } = inputs as { environment: Record<string, string> };
    const request = JSON.parse(environment["CHECK_REQUEST"] ?? "") as CheckRequest;
    commands.push({ name, request, createTimeout: timeouts.get(name) ?? "" });
    const results = request.checks.map(({ id }) => ({ id }));
    return { id: name, state: { stdout: JSON.stringify(results[0] && results.length > 1 ? results : results[0]) } };
  },
  call: () => ({}),
});
const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource(r: Request, callback: unknown): void };
const register = monitor.registerResource.bind(monitor);
monitor.registerResource = (request, callback) => {
  timeouts.set(request.getName(), request.getCustomtimeouts()?.getCreate() ?? "");
  register(request, callback);
};
const made = new ConnectivityChecks("checks", {
  cluster: {
    kind: "kind",
    access: { kubeconfig: "kubeconfig" },
    carriesPackets: process.env["CARRIES_PACKETS"] !== "no",
  },
  internet: true,
  results: "results",
  settings: { timeout: Number(process.env["CHECK_TIMEOUT"] ?? 90), atOnce: Number(process.env["AT_ONCE"] ?? 0) },
});
for (const check of checks) made.add(check, { all: checks, workloads: [], dependsOn: [] });
made.finish();
const ended = await Promise.all(
  checks.filter(isTransitional).map(async ({ id }) => [id, await value(made.resource(id).urn)] as const),
);
const results = (await value(made.results)).map(({ id }) => id);
process.stdout.write(JSON.stringify({ commands, results, ended: Object.fromEntries(ended) } satisfies PrintedChecks));

function value<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve as (value: unknown) => void);
  });
}
