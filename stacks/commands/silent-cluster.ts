import { readClusterRecord } from "../../components/clusters/cluster-record.ts";
import { kubeconfigFile, stackDirectory } from "../../components/clusters/stack-files.ts";
import { probeApi } from "../../components/kubernetes-api/readiness.ts";
import { projectDirectory } from "./project.ts";

/** Whether the cluster that a stack made has an API server that takes connections and says nothing. */
export async function clusterIsSilent(
  stack: string,
  directory: string = stackDirectory(projectDirectory, stack),
): Promise<boolean> {
  if (readClusterRecord(directory)?.phase !== "ready") return false;
  const answer = await probeApi({ kubeconfig: kubeconfigFile(directory) });
  return "silent" in answer && answer.silent;
}

/**
 * Environment for a preview. Pulumi's Kubernetes plugin asks the cluster that the state tells of, and waits ten seconds for each answer of an
 * API server that says nothing (provider 4.34). The preview has long ended then, and Pulumi calls the plugin that it stops in the
 * middle of that broken. So it waits one second there.
 */
export function previewVariables(silent: boolean): NodeJS.ProcessEnv {
  return silent ? { PULUMI_K8S_CLIENT_TIMEOUT: "1" } : {};
}
