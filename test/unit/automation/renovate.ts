import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { project } from "../support.ts";
import { textOf } from "./workflows.ts";

interface PackageRule {
  readonly description?: string;
  readonly matchPackageNames?: readonly string[];
  readonly matchDepTypes?: readonly string[];
  readonly matchCurrentValue?: string;
  readonly allowedVersions?: string;
  readonly groupName?: string;
  readonly enabled?: boolean;
}

interface CustomManager {
  readonly customType: string;
  readonly description?: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly depNameTemplate?: string;
  readonly depTypeTemplate: string;
}

export const configuration = JSON.parse(textOf("renovate.json")) as {
  readonly description?: readonly string[];
  readonly extends: readonly string[];
  readonly ignorePaths: readonly string[];
  readonly packageRules: readonly PackageRule[];
  readonly customManagers: readonly CustomManager[];
};

/** What a custom manager finds in a file. */
export interface Found {
  readonly file: string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly digest?: string;
  /** Where in the file: Renovate replaces the version in all of this text. */
  readonly from: number;
  readonly to: number;
}

/** The text between the slashes of one of Renovate's expressions. */
export function expression(slashed: string): RegExp {
  return new RegExp(slashed.replace(/^\/|\/$/g, ""));
}

const folders = ["components", "components/artifacts", "test/support"];
const files = folders.flatMap((folder) =>
  readdirSync(join(project, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(project, folder, entry.name))),
);

/** All that a manager finds in the files that it names, as Renovate looks for it: each expression by itself, over the whole file. */
export function findingsOf(manager: CustomManager): Found[] {
  return manager.managerFilePatterns
    .flatMap((pattern) => files.filter((file) => expression(pattern).test(file)))
    .flatMap((file) => manager.matchStrings.flatMap((text) => matches(manager, file, text)));
}

function matches(manager: CustomManager, file: string, text: string): Found[] {
  return [...textOf(file).matchAll(new RegExp(text, "g"))].map((match) => {
    const { depName = "", currentValue = "", currentDigest } = match.groups ?? {};
    return {
      file,
      type: manager.depTypeTemplate,
      name: manager.depNameTemplate ?? depName,
      version: currentValue,
      ...(currentDigest === undefined ? {} : { digest: currentDigest }),
      from: match.index,
      to: match.index + match[0].length,
    };
  });
}

export const findings: readonly Found[] = configuration.customManagers.flatMap(findingsOf);

/** A file after Renovate has raised a version in it. */
export function raised(file: string, name: string, from: string, to: string): string {
  let text = textOf(file);
  const places = findings.filter((one) => one.file === file && one.name === name && one.version === from);
  for (const place of places.toSorted((a, b) => b.from - a.from))
    text = text.slice(0, place.from) + text.slice(place.from, place.to).replaceAll(from, to) + text.slice(place.to);
  return text;
}
