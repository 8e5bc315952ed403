import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project, runNode } from "../support.ts";

const command = (...words: string[]) => runNode(["stacks/commands/bootstrap.mjs", ...words]);
const purpose = "What a scenario makes and checks, evaluated without engine, cluster and network.";
const usage = "npm run plan -- <scenario> [--stack <name>] [-c <setting>=<value>]… [--json]";

describe("the commands", function () {
  this.timeout(30_000);

  it("that are not there are refused with those there are", async () => {
    for (const words of [["plans"], [], ["toString"]]) {
      const { status, stdout, stderr } = await command(...words);
      const [first, ...rest] = stderr.split("\n");
      assert.deepEqual([status, stdout, first], [2, "", `There is no command ${JSON.stringify(words[0] ?? "")}.`]);
      assert.equal(rest[rest.indexOf(`  ${usage}`) + 1], `      ${purpose}`);
    }
  });

  it("explain themselves with --help, whatever else is said, and do nothing", async () =>
    assert.deepEqual(await command("plan", "no-such-scenario", "--help"), {
      status: 0,
      stdout: `${usage}\n${purpose}\n`,
      stderr: "",
    }));

  it("say a mistake in one line, without a stack trace", async () =>
    assert.deepEqual(await command("plan", "no-such-scenario"), {
      status: 2,
      stdout: "",
      stderr:
        'there is no scenario "no-such-scenario"; there are overlay, overlay-mixed, localnet, udn-pods, udn-vms; for example: npm run plan -- overlay\n',
    }));

  for (const name of ["plan", "steps"])
    it(`${name} refuses words that it does not know, for it has no Pulumi to hand them to`, async () =>
      assert.deepEqual(await command(name, "overlay", "--diff", "twice"), {
        status: 2,
        stdout: "",
        stderr: `${name} does not know "--diff", "twice": npm run ${name} -- --help tells what it takes\n`,
      }));

  it("recheck refuses settings, which it would not apply", async () =>
    assert.deepEqual(await command("recheck", "overlay", "-c", "workers=1"), {
      status: 2,
      stdout: "",
      stderr: "recheck takes no -c: it asks the lab as it was built; change settings with npm run up -- overlay -c …\n",
    }));

  it("of npm are those that are told of", async () => {
    const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const names = Object.entries(scripts).flatMap(([name, line]) =>
      line === `node stacks/commands/bootstrap.mjs ${name}` ? [name] : [],
    );
    const told = [...(await command("none")).stderr.matchAll(/^ {2}npm (?:run )?([\w:]+)/gm)].map(([, name]) => name);
    assert.deepEqual(told, names);
  });
});
