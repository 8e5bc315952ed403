import { z } from "zod";

/** What the process of a {@link NameForwarding} is asked, in `NAME_FORWARDING_REQUEST`. */
export const nameForwardingSchema = z.object({
  kubeconfig: z.string(),
  context: z.string().nullable(),
  /** A node, which is a container of the engine. */
  node: z.string(),
  containerEngine: z.enum(["auto", "docker", "podman"]),
  /** Empty: those that the container engine asks. */
  servers: z.array(z.string()),
  families: z.array(z.enum(["ipv4", "ipv6"])),
  /** Of the cluster, so that one that was made anew is set up anew. */
  of: z.string(),
});

export type NameForwardingRequest = z.infer<typeof nameForwardingSchema>;
