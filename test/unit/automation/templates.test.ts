import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { clusterKinds } from "../../../components/settings/setting-definitions.ts";
import { scenarioNames } from "../../../stacks/registry.ts";
import { project } from "../support.ts";
import { npmCommands, textOf, yamlOf } from "./workflows.ts";

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly description?: string; readonly options?: readonly string[] };
  readonly validations?: { readonly required?: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly Field[];
}

const folder = join(".github", "ISSUE_TEMPLATE");
const forms = readdirSync(join(project, folder)).filter((name) => name !== "config.yml");
const formOf = (name: string): Form => yamlOf(join(folder, name)) as Form;
const fieldOf = (form: Form, id: string): Field | undefined => form.body.find((field) => field.id === id);

describe("the forms for issues", () => {
  it("are the only ways to open one, besides links", () => {
    const config = yamlOf(join(folder, "config.yml")) as { blank_issues_enabled: boolean };
    assert.equal(config.blank_issues_enabled, false);
    assert.deepEqual(forms.toSorted(), ["bug.yml", "proposal.yml"]);
  });

  for (const name of forms)
    it(`${name} has a name, a description, and fields that GitHub knows, with a label and an id of their own`, () => {
      const { name: title, description, body } = formOf(name);
      assert.ok(title && description && body.length > 0);
      const fields = body.filter(({ type }) => type !== "markdown");
      const ids = fields.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { type, id, attributes } of fields) {
        assert.match(type, /^(textarea|input|dropdown|checkboxes)$/);
        assert.match(id ?? "", /^[\w-]+$/);
        assert.ok(attributes.label, id);
      }
    });

  it("want the doctor's output for a bug, and ask for the scenario, the cluster, the verdicts and the bundle", () => {
    const bug = formOf("bug.yml");
    const doctor = fieldOf(bug, "doctor");
    assert.match(doctor?.attributes.description ?? "", /`npm run doctor -- --json`/);
    assert.equal(doctor?.validations?.required, true);
    assert.deepEqual(fieldOf(bug, "scenario")?.attributes.options?.slice(0, -1), scenarioNames);
    assert.deepEqual(fieldOf(bug, "cluster")?.attributes.options?.slice(0, -1), clusterKinds);
    assert.ok(fieldOf(bug, "verdicts") && fieldOf(bug, "bundle"));
  });
});

describe("what is told to contributors", () => {
  const files = ["CONTRIBUTING.md", ".github/pull_request_template.md", ...forms.map((name) => join(folder, name))];
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };

  it("has npm commands that are there", () => {
    const commands = new Set(files.flatMap((file) => npmCommands(textOf(file))));
    for (const one of ["npm ci", "npm install"]) commands.delete(one);
    assert.ok(commands.size > 3);
    for (const command of commands) assert.ok(Object.hasOwn(scripts, command.replace(/^npm (run )?/, "")), command);
  });

  it("names files that are there, and headings that they have", () => {
    for (const file of files) {
      const text = textOf(file);
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
      for (const [, path = "", heading] of links) {
        const target = normalize(join(dirname(file), path));
        assert.ok(existsSync(join(project, target)), `${file} links to ${target}`);
        if (heading !== undefined)
          assert.match(textOf(target).toLowerCase(), new RegExp(`^#+ ${heading.replaceAll("-", " ")}$`, "m"), heading);
      }
      for (const [, path = ""] of text.matchAll(/`((?:components|stacks|test|docs|\.\w+)\/[\w./-]+)`/g))
        if (!path.startsWith(".stacks")) assert.ok(existsSync(join(project, path)), `${file} names ${path}`);
    }
  });
});
