import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ClusterRecord, writeClusterRecord } from "../../../components/clusters/cluster-record.ts";
import type { ImagesRequest } from "../../../components/images/lifecycle/request.ts";
import { containerId, FakeDocker } from "../../support/engine-docker.ts";
import { withPath } from "../support.ts";
import { withFolder } from "../tools/support.ts";

export const controlPlane = "lab-control-plane";
export const worker = "lab-worker";

export interface FakeNodes {
  readonly docker: FakeDocker;
  /** Folder of the stack. */
  readonly directory: string;
  readonly root: string;
  readonly said: string[];
  readonly say: (line: string) => void;
  readonly request: (changes?: Partial<ImagesRequest>) => ImagesRequest;
  /** Writes the record of the making that the request asks for. */
  readonly begin: (changes?: Partial<ClusterRecord>) => void;
  /** Starts the containers of the nodes. */
  readonly start: () => void;
}

/** Runs a test with a stand-in for docker, and with a cache of its own. */
export async function withNodes(test: (nodes: FakeNodes) => Promise<void>): Promise<void> {
  await withFolder(async (root) => {
    const docker = new FakeDocker(root);
    docker.set({ runs: true });
    const directory = join(root, "stacks", "one");
    mkdirSync(directory, { recursive: true });
    const making = { incarnation: "1234abcd", configMark: "mark" };
    const said: string[] = [];
    const nodes: FakeNodes = {
      ...{ docker, directory, root, said },
      say: (line) => void said.push(line),
      request: (changes = {}) => ({
        ...making,
        cluster: "lab",
        directory,
        containerEngine: "docker",
        nodes: [
          { name: controlPlane, role: "control-plane" },
          { name: worker, role: "worker" },
        ],
        images: [],
        timeout: 20,
        ...changes,
      }),
      begin: (changes = {}) =>
        writeClusterRecord(directory, {
          ...making,
          kind: "kind",
          name: "lab",
          phase: "creating",
          createdAt: "2026-11-22T12:00:00.000Z",
          containers: [],
          ...changes,
        }),
      start: () => {
        docker.addNetwork("kind");
        for (const name of [controlPlane, worker])
          docker.addContainers({
            id: containerId(name),
            name,
            cluster: "lab",
            created: "2026-11-22T12:00:01Z",
            network: "kind",
          });
      },
    };
    const before = process.env["OVN_LABS_CACHE"];
    process.env["OVN_LABS_CACHE"] = join(root, "cache");
    try {
      await withPath(docker.environment["PATH"] ?? "", () => test(nodes));
    } finally {
      if (before === undefined) delete process.env["OVN_LABS_CACHE"];
      else process.env["OVN_LABS_CACHE"] = before;
    }
  });
}
