import { writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { resultFiles, stackDirectory } from "../../components/clusters/stack-files.ts";
import { SettingsError } from "../../components/settings/settings-error.ts";
import { shown } from "../../components/settings/shown.ts";
import { mermaidOf } from "../../components/topology/mermaid.ts";
import { type Theme, themes } from "../../components/topology/style.ts";
import { svgFile } from "../../components/topology/svg-file.ts";
import { labDiagram } from "../report/lab-diagram.ts";
import { readArguments } from "./arguments.ts";
import { projectDirectory } from "./project.ts";
import { shownLab } from "./shown-lab.ts";

/** `npm run diagram`: a picture of a lab as an SVG file, or as text in Mermaid's language. */
export async function diagram(words: readonly string[]): Promise<number> {
  const args = readArguments(words);
  const options = readOptions(args.rest);
  const { lab, known, planned } = await shownLab(args, options.plan);
  const { diagram, shown: abridged } = await labDiagram(lab, known);
  const said = [
    ...(planned ? [`${planned}: arrows show what is expected.`] : []),
    ...(abridged.leftOut === undefined ? [] : [abridged.leftOut]),
  ];
  for (const line of said) process.stderr.write(`${line}\n`);
  const title = `Scenario ${lab.scenario.name}: ${lab.scenario.title}`;
  const text = options.mermaid ? mermaidOf(diagram) : await svgFile(diagram, { title, theme: options.theme });
  if (options.mermaid && options.output === undefined) {
    process.stdout.write(text);
    return 0;
  }
  const file =
    options.output === undefined
      ? resultFiles.diagram(stackDirectory(projectDirectory, args.stack))
      : resolve(process.env["INIT_CWD"] ?? projectDirectory, options.output);
  await mkdir(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${relative(projectDirectory, file)}\n`);
  return 0;
}

interface DiagramOptions {
  readonly plan: boolean;
  readonly mermaid: boolean;
  readonly theme: Theme;
  readonly output: string | undefined;
}

/** @throws SettingsError that names what is wrong */
function readOptions(words: readonly string[]): DiagramOptions {
  const { values, tokens } = parseArgs({
    args: [...words],
    options: {
      plan: { type: "boolean" },
      mermaid: { type: "boolean" },
      theme: { type: "string" },
      output: { type: "string", short: "o" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const known = ["plan", "mermaid", "theme", "output"];
  const unknown = tokens.flatMap((token) => {
    if (token.kind === "positional") return [token.value];
    return token.kind === "option" && !known.includes(token.name) ? [token.rawName] : [];
  });
  const theme = themes.find((one) => one === (values.theme ?? "auto"));
  const problems = [
    ...(unknown.length > 0
      ? [`diagram does not know ${unknown.map(shown).join(", ")}: npm run diagram -- --help tells what it takes`]
      : []),
    ...(theme === undefined
      ? [`--theme is ${shown(String(values.theme))}: it must be one of ${themes.join(", ")}`]
      : []),
    ...(values.output === true || values.output === "" ? ["--output needs the name of a file"] : []),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    plan: values.plan === true,
    mermaid: values.mermaid === true,
    theme: theme ?? "auto",
    output: typeof values.output === "string" ? values.output : undefined,
  };
}
