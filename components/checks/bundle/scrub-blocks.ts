import { removed, secretKey } from "./secret-words.ts";

/** Removes secrets that take several lines: private keys, block scalars, `data` of Secrets, cloud-init's lists of passwords. */
export function scrubBlocks(text: string): string {
  let rest = withoutKeys(text)
    .replace(encodedPem, (encoded) => (isKey(encoded) ? removed : encoded))
    .replace(blockScalar, `$1$2 ${removed}\n`);
  if (/kind\\?"?:\s*\\?"?Secret(?:List)?\b/.test(rest))
    rest = rest
      .replace(yamlData, `$1$2 ${removed}\n`)
      .replace(jsonData, `$1"${removed}"`)
      .replace(flatJsonData, `$1"${removed}"`);
  // `user:password`, a line each.
  if (rest.includes("chpasswd"))
    rest = rest.replace(
      yamlList,
      (_, head: string, _indent: string, lines: string) =>
        head + lines.replace(/^([ \t]*(?:- )?["']?[\w.-]+):[^\n]+$/gm, `$1:${removed}`),
    );
  return rest;
}

/** Lines that are indented deeper than the first group, and blank ones. */
const deeper = String.raw`(?:\1[ \t]+[^\n]*(?:\n|$)|[ \t]*\n)+`;
const blockScalar = new RegExp(
  String.raw`^([ \t]*)((?:- )?[\w."'-]{0,64}${secretKey}["']?:)[ \t]*[|>][-+\d]*[ \t]*\r?\n${deeper}`,
  "gim",
);
const yamlData = new RegExp(String.raw`^([ \t]*)((?:data|stringData):)[ \t]*\r?\n${deeper}`, "gm");
const jsonData = /(\\?"(?:data|stringData)\\?":\s*)\{(?:"(?:[^"\\]|\\.)*"|[^{}"\\])*\}/g;
const flatJsonData = /(\\?"(?:data|stringData)\\?":\s*)\{[^{}]*\}/g;
const yamlList = /^(([ \t]*)list:[ \t]*(?:[|>][-+\d]*)?[ \t]*\r?\n)((?:\2[ \t]+[^\n]*(?:\n|$))+)/gm;

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** A PEM block as kubeconfigs and Secrets have it. */
const encodedPem = /(?<![\w+/])LS0tLS1CRUdJTi[\w+/=]*/g;

function isKey(encoded: string): boolean {
  return begin.test(Buffer.from(encoded, "base64").toString("latin1"));
}

/** Whole keys, and those whose beginning or end was cut off with the text around it. */
function withoutKeys(text: string): string {
  let rest = text;
  let done = "";
  for (;;) {
    const first = begin.exec(rest);
    const last = end.exec(rest);
    if (first && (!last || first.index < last.index)) {
      done += rest.slice(0, first.index) + removed;
      rest = last ? rest.slice(last.index + last[0].length) : "";
    } else if (last) {
      done += withoutKeyLines(rest.slice(0, last.index)) + removed;
      rest = rest.slice(last.index + last[0].length);
    } else return done + rest;
  }
}

/** Without the lines of base64 at its end, also where line breaks are written as `\n`. */
function withoutKeyLines(text: string): string {
  const lines = text.split(/(\r?\n|\\n)/);
  while (lines.length > 0 && /^(?:\s*[\w+/=]*\s*|\\n)$/.test(lines.at(-1) ?? "")) lines.pop();
  return lines.join("");
}
