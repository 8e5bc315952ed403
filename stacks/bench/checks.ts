import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { locateTool } from "../../components/tools/index.ts";
import { inOwnWorld } from "../../test/support/fabric/needs.ts";
import { runMocha } from "../commands/mocha.ts";
import { withoutFabric } from "../commands/test-fabric.ts";
import type { FigureGroup, Measurement } from "./figure.ts";

const figure = "udn-pods: all checks of an update / their slowest chain";

/** What `test/fabric/up.test.ts` leaves in `CHECK_TIMES_FILE`, in seconds. */
const timesSchema = z.object({ checks: z.int(), running: z.number(), slowestChain: z.number() });

/** How well checks run side by side, where packets flow: the fabric's test of `up` is what is measured. */
export const checks: FigureGroup = {
  name: "checks",
  purpose: "the checks of udn-pods in an update of a cluster whose networks carry packets (tier fabric), all at once",
  cases: {},
  figures: [{ figure, atMost: 1.5 }],
  measure: async () => [await measure()],
};

async function measure(): Promise<Measurement> {
  const reason = await withoutFabric();
  if (reason !== undefined) return { figure, reason };
  const { path: agnhost = "" } = await locateTool("agnhost");
  const folder = mkdtempSync(join(tmpdir(), "ovn-labs-bench-"));
  try {
    const file = join(folder, "times.json");
    const { failed } = await runMocha([join("test", "fabric", "up.test.ts")], {
      through: inOwnWorld(agnhost, []),
      output: "kept back",
      variables: { CHECK_TIMES_FILE: file },
    });
    if (failed > 0) return { figure, reason: "its test failed: npm test -- fabric" };
    const times = timesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const { running, slowestChain } = times;
    return {
      figure,
      value: running / slowestChain,
      detail: `${times.checks} checks in ${running.toFixed(1)} s, slowest chain ${slowestChain.toFixed(1)} s`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
