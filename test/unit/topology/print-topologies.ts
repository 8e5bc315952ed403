// Prints the topologies of scenarios, and the ends of their checks, as JSON: of each line of settings that is given as an argument.
import { endsOf } from "../../../components/topology/ends.ts";
import { plannedTopology } from "../../../stacks/report/planned-topology.ts";
import { labOfStack } from "../../../stacks/results/lab-of-stack.ts";
import { stack } from "../planned.ts";

const printed = [];
for (const line of process.argv.slice(2)) {
  const pairs = line.split(" ").map((pair) => [`lab:${pair.split("=")[0] ?? ""}`, pair.split("=")[1] ?? ""]);
  const lab = await labOfStack(stack, Object.fromEntries(pairs) as Record<string, string>);
  const topology = await plannedTopology(lab);
  const ends = lab.checks.map((check) => {
    const { from, to, via } = endsOf(check, topology);
    return [check.id, [from.id, to.id, ...(via === undefined ? [] : [via])].join(" > ")] as const;
  });
  printed.push({ topology, ends: Object.fromEntries(ends) });
}
process.stdout.write(JSON.stringify(printed));
