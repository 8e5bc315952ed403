import { z } from "zod";

const common = {
  stack: z.string(),
  /** Folder of the stack's own files, relative to the project's folder. */
  directory: z.string(),
  /** Names this making of the thing. */
  making: z.string(),
  containerEngine: z.enum(["auto", "docker", "podman"]),
};

const vlan = z.object({
  kind: z.literal("vlan"),
  ...common,
  interface: z.string().max(15),
  vlanId: z.int(),
  /** With its prefix length. */
  address: z.string(),
});

const database = z.object({
  kind: z.literal("database"),
  ...common,
  container: z.string(),
  image: z.string(),
  port: z.int(),
  /** Of the VLAN interface, without prefix length. */
  address: z.string(),
  /** Seconds that image and database may take. */
  timeout: z.int(),
});

const schema = z.discriminatedUnion("kind", [vlan, database]);

/** What a Command hands to the process that makes and removes a thing of this machine, in the environment variable `HOST_REQUEST`. */
export type HostRequest = z.infer<typeof schema>;
export type VlanRequest = z.infer<typeof vlan>;
export type DatabaseRequest = z.infer<typeof database>;

export function readHostRequest(environment: NodeJS.ProcessEnv): HostRequest {
  return schema.parse(JSON.parse(environment["HOST_REQUEST"] ?? "null"));
}
