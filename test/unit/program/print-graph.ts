/**
 * Evaluates the program with Pulumi's mocks in the place of the engine and prints, as JSON, what is said of each resource
 * when it is registered. A process of its own for each evaluation, since a module runs once in a process.
 */
import * as pulumi from "@pulumi/pulumi";
import { runMode } from "../../../components/run-mode.ts";

/** What of a registration is about its place in the graph and its life. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  /** `<URN>::<id>`, empty if it is the default provider. */
  readonly provider: string;
  readonly deletedWith: string;
  readonly deleteBeforeReplace: boolean;
  readonly secretOutputs: readonly string[];
  readonly createTimeout: string;
  readonly transforms: number;
}

/** The request's type is not exported by the SDK. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getProvider(): string;
  getDeletedwith(): string;
  getDeletebeforereplace(): boolean;
  getAdditionalsecretoutputsList(): string[];
  getCustomtimeouts(): { getCreate(): string } | undefined;
  getTransformsList(): unknown[];
}
type Callback = (error: unknown, response?: { getUrn(): string }) => void;

const [stack = "", config = "{}"] = process.argv.slice(2);
runMode.plan();
pulumi.runtime.setAllConfig(JSON.parse(config) as Record<string, string>);
await pulumi.runtime.setMocks(
  {
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as Record<string, unknown> }),
    call: () => ({}),
  },
  "lab",
  stack,
  true,
);
const registered: Registered[] = [];
const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource(r: Request, callback: Callback): void };
const register = monitor.registerResource.bind(monitor);
monitor.registerResource = (request, callback) =>
  register(request, (error, response) => {
    registered.push({
      urn: response?.getUrn() ?? "",
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent(),
      custom: request.getCustom(),
      provider: request.getProvider(),
      deletedWith: request.getDeletedwith(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      secretOutputs: request.getAdditionalsecretoutputsList(),
      createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
      transforms: request.getTransformsList().length,
    });
    callback(error, response);
  });
await import("../../../index.ts");
await pulumi.runtime.disconnect();
process.stdout.write(JSON.stringify(registered));
