import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { missingPlugins } from "../../../stacks/commands/plugins.ts";
import { hasWrittenSettings, writtenSettings } from "../../../stacks/commands/stack-settings.ts";
import { withFolder, writeProgram } from "../tools/support.ts";

/** Runs a test in a project whose stack `friday` has that settings file. */
const withSettings = (text: string | undefined, test: (folder: string) => void): Promise<void> =>
  withFolder(async (folder) => {
    await mkdir(join(folder, "stacks"));
    if (text !== undefined) await writeFile(join(folder, "stacks", "Pulumi.friday.yaml"), text);
    test(folder);
  });

describe("the settings written for a stack", () => {
  const table: Record<string, [text: string | undefined, settings: Record<string, string> | undefined]> = {
    "are text, whatever YAML makes of them": [
      'config:\n  lab:cluster: existing\n  lab:workers: 3\n  lab:other: true\n  lab:quoted: "007"\n',
      { "lab:cluster": "existing", "lab:workers": "3", "lab:other": "true", "lab:quoted": "007" },
    ],
    "are none in a file that is empty": ["", {}],
    "are none in a file without any": ["encryptionsalt: v1:x\n", {}],
    "are not there without a file": [undefined, undefined],
  };
  for (const [claim, [text, settings]] of Object.entries(table))
    it(claim, () => withSettings(text, (folder) => assert.deepEqual(writtenSettings(folder, "friday"), settings)));

  it("are those of the stack and of no other", () =>
    withSettings("config: {}\n", (folder) => assert.equal(writtenSettings(folder, "monday"), undefined)));

  it("that are no settings are an error", () =>
    withSettings("config: [1]\n", (folder) =>
      assert.throws(() => writtenSettings(folder, "friday"), { name: "ZodError" }),
    ));

  it("are known to be there or not", async () => {
    await withSettings("config: {}\n", (folder) => assert.equal(hasWrittenSettings(folder), true));
    await withSettings(undefined, (folder) => assert.equal(hasWrittenSettings(folder), false));
  });
});

describe("Pulumi's plugins", () => {
  it("are missing where they are neither on the PATH nor installed, and found in either place", () =>
    withFolder(async (folder) => {
      const environment = { PATH: join(folder, "bin"), PULUMI_HOME: join(folder, "home") };
      const missing = await missingPlugins(environment);
      assert.deepEqual(missing, [
        { name: "kubernetes", version: "4.34.2" },
        { name: "command", version: "1.2.1" },
      ]);
      await writeProgram(join(folder, "bin", "pulumi-resource-kubernetes"), "");
      assert.deepEqual(await missingPlugins(environment), missing.slice(1));
      const installed = (version: string) =>
        join(folder, "home", "plugins", `resource-command-v${version}`, "pulumi-resource-command");
      await writeProgram(installed("1.0.0"), "");
      assert.deepEqual(await missingPlugins(environment), missing.slice(1));
      await writeProgram(installed("1.2.1"), "");
      assert.deepEqual(await missingPlugins(environment), []);
    }));
});
