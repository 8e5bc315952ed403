import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listedMutations } from "../../test/support/fabric/mutations/index.ts";
import { jsonLinesOf } from "./json-lines.ts";
import { countDetected, type ListedMutation, type MutationRow, renderMutations } from "./mutation-table.ts";
import { runFabric, withoutFabric } from "./test-fabric.ts";

/** `npm run test:mutations`: what is done to labs with real packets, and which verdicts tell it. @returns 2 if this machine cannot run it */
export async function testMutations(): Promise<number> {
  const reason = await withoutFabric();
  if (reason !== undefined) {
    process.stderr.write(`No mutation can be tried here: ${reason}\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "labs-mutations-"));
  const file = join(folder, "rows");
  try {
    const counts = await runFabric({
      variables: { MUTATION_ROWS_FILE: file },
      words: ["--grep", "the checks of scenario"],
    });
    const rows = jsonLinesOf<MutationRow>(file);
    const listed: ListedMutation[] = Object.entries(listedMutations).flatMap(([scenario, mutations]) =>
      mutations.map(({ name, breaks }) => ({ scenario, name, breaks })),
    );
    const detected = countDetected(listed, rows);
    process.stdout.write(`\n${renderMutations(listed, rows)}\n\n${detected} of ${listed.length} mutations detected\n`);
    return detected === listed.length && counts.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
