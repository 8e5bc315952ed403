import * as pulumi from "@pulumi/pulumi";
import { type Outline, outlineOf } from "../components/topology/outline.ts";
import { readTopology } from "../components/topology/read-topology.ts";

/**
 * The topology of objects as their resources got them. Passwords are among those inputs and make all of them secret; names, networks and
 * ranges are none.
 * @param inputs of the scenario's resources, whatever they are
 * @param podSubnets the cluster's own pod networks
 */
export function topologyOfInputs(inputs: readonly unknown[], podSubnets: readonly string[]): pulumi.Output<Outline> {
  return pulumi.unsecret(
    pulumi.output(inputs).apply((objects) => outlineOf(readTopology({ objects, host: [], podSubnets }))),
  );
}
