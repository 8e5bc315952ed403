import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { project } from "../support.ts";

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface Job {
  readonly "timeout-minutes"?: number;
  readonly strategy: {
    readonly matrix: Readonly<Record<string, readonly unknown[]>> & {
      readonly include?: readonly Readonly<Record<string, string>>[];
    };
  };
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions: unknown;
  readonly concurrency?: { readonly group: string };
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(project, ".github", "workflows");

/** The absolute paths of all workflow files. */
export const workflowFiles: readonly string[] = readdirSync(folder).map((name) => join(folder, name));

/** A file of the project as text. */
export function textOf(path: string): string {
  return readFileSync(join(project, path), "utf8");
}

/** A YAML file of the project; one with mistakes fails the test. */
export function yamlOf(path: string): unknown {
  const document = parseDocument(textOf(path), { version: "1.2", strict: true, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map(({ message }) => `${path}: ${message}`);
  assert.deepEqual(problems, []);
  return document.toJS();
}

export function workflow(name: string): Workflow {
  return yamlOf(join(".github", "workflows", name)) as Workflow;
}

/** The only job of a workflow. */
export function jobOf(name: string): Job {
  const [job, ...others] = Object.values(workflow(name).jobs);
  assert.ok(job && others.length === 0, `${name} has one job`);
  return job;
}

export function stepsOf(name: string): readonly Step[] {
  return Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
}

/** The npm commands in a text, in their order, each as people type it: `npm test`, `npm run check`. */
export function npmCommands(text: string): string[] {
  return [...text.matchAll(/\bnpm (?:run (?:-\S+ )*[\w:]+|(?:ci|install|start|test)\b)/g)].map(([command]) =>
    command.replace(/ -\S+/g, ""),
  );
}
