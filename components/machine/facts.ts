import { z } from "zod";

/** Modules of the kernel that the labs' nodes use. They share the kernel of the machine that runs the container engine. */
export const moduleNames = ["openvswitch", "geneve", "vrf", "nft_socket"] as const;
export type ModuleName = (typeof moduleNames)[number];

/** `available`: a file that the kernel loads when it is needed. `absent`: certainly not there. `unknown`: nothing tells. */
const moduleState = z.enum(["loaded", "built in", "available", "absent", "unknown"]);
export type ModuleState = z.infer<typeof moduleState>;

const engineFacts = z.object({
  name: z.enum(["docker", "podman"]),
  version: z.string(),
  /** Release of the kernel that its containers run on. */
  kernel: z.string().optional(),
  /** Whether it is Docker Desktop, whose containers are in a virtual machine of its own. */
  desktop: z.boolean().optional(),
  storageDriver: z.string().optional(),
  /** Whether docker keeps images in containerd's store. */
  containerdStore: z.boolean().optional(),
  rootless: z.boolean().optional(),
  cgroup: z.union([z.literal(1), z.literal(2)]).optional(),
  /** What it can give to containers, in MiB. */
  memory: z.number().optional(),
  cpus: z.number().optional(),
  /** Free where it keeps containers and volumes, in MiB; only where that is on this machine. */
  diskFree: z.number().optional(),
});

/** What a machine has, as far as it matters for labs. What could not be had is left out. It is all JSON. */
export const machineFacts = z.object({
  /** As Node names it: linux, darwin, win32. */
  platform: z.string(),
  /** Release of the kernel that this program runs on. */
  kernel: z.string().optional(),
  wsl: z.boolean().optional(),
  /** In MiB. */
  memory: z.object({ total: z.number(), available: z.number() }).optional(),
  engine: engineFacts.optional(),
  /** Version of kind on the PATH or in the cache. */
  kind: z.string().optional(),
  cgroup: z.union([z.literal(1), z.literal(2)]).optional(),
  modules: z.record(z.enum(moduleNames), moduleState),
  inotify: z.object({ watches: z.number(), instances: z.number() }).optional(),
  kvm: z.enum(["usable", "not openable", "absent"]).optional(),
  /** `disabled`: by sysctl. `absent`: the kernel has none. */
  ipv6: z.enum(["enabled", "disabled", "absent"]).optional(),
  firewall: z.object({
    iptables: z.enum(["nft", "legacy"]).optional(),
    firewalld: z.boolean().optional(),
    ufw: z.boolean().optional(),
  }),
  /** Networks that this machine has routes to, in CIDR form, without the default route. */
  routes: z.array(z.string()).optional(),
});

export type MachineFacts = z.infer<typeof machineFacts>;
export type EngineFacts = z.infer<typeof engineFacts>;

/** Whether containers run on the very kernel that was looked at; undefined if that is not known. */
export function sharesKernel({ platform, kernel, engine }: MachineFacts): boolean | undefined {
  if (platform !== "linux") return false;
  if (engine?.kernel === undefined || kernel === undefined) return undefined;
  return engine.kernel === kernel;
}
