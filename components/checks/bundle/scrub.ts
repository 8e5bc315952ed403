import { turtleDatabase } from "../../host/turtle-database.ts";
import { scrubBlocks } from "./scrub-blocks.ts";
import { removed, secretKey } from "./secret-words.ts";

/** Removes secrets from what a bundle keeps. Scrubbing twice changes nothing more. */
export interface Scrubber {
  readonly text: (text: string) => string;
  /** A value as JSON has it, without secrets and without what is only noise to readers. */
  readonly object: (value: unknown) => unknown;
}

/**
 * @param secrets values that are secret wherever they stand. The database's password is one of them anyway. The guests' is not: it is also
 * the name of their user and of their images, so it goes where it is used as a password.
 */
export function scrubber(secrets: readonly string[] = []): Scrubber {
  const values = [turtleDatabase.password, ...secrets].filter((value) => value.length >= shortest);
  const forms = [...values, ...values.map((value) => Buffer.from(value).toString("base64"))]
    // The longest first: one may be a part of another.
    .toSorted((a, b) => b.length - a.length);
  const text = (given: string): string => {
    let rest = scrubBlocks(given);
    for (const form of forms) rest = rest.replaceAll(form, removed);
    for (const [pattern, replacement] of patterns) rest = rest.replace(pattern, replacement);
    return rest;
  };
  return { text, object: (value) => scrubValue(value, text) };
}

/** Of a secret that is looked for by itself: a shorter one would be found in ordinary words. */
const shortest = 4;

/** In quotes, or in quotes within a quoted text. */
const quoted = String.raw`"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\\"(?:(?!\\")[^\n])*\\"`;
/** Up to a blank, or to the quote that ends a text around it. */
const word = String.raw`(?:[^\s"',}\]]|["'](?![,}\]:\s]|$))+`;
/** What is no secret, or none any more; a list or an object is looked into. */
const harmless = String.raw`(?!(?:true|false|null|~)(?:[\s,;}\]"']|$)|\[removed\]|\{[\s"'\\]*[\w-]+[\\"']*\s*:)`;
const name = String.raw`[\w."'-]{0,64}`;
const key = String.raw`${secretKey}\\?["']?`;

const patterns: readonly (readonly [RegExp, string])[] = [
  // JSON Web Tokens, OpenShift's tokens, kubeadm's tokens, hashes of passwords.
  [/(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g, removed],
  [/\bsha256~[\w-]{20,}/g, removed],
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, removed],
  [/\$(?:1|2[aby]|5|6|y|argon2id?)\$[^\s:"'\\]+/g, removed],
  // Headers.
  [/((?:authorization|cookie)["']?\s*[:=]\s*)(?!\s|\[removed\])[^\r\n"']+/gi, `$1${removed}`],
  [/\b(bearer)[ \t]+(?!\[removed\])[\w.~+/=-]{8,}/gi, `$1 ${removed}`],
  [/(bearer\.authorization\.k8s\.io\.)[\w-]+/g, `$1${removed}`],
  // The password in a URL.
  [/(:\/\/[^\s:/@"']*:)[^\s@/"']+(?=@)/g, `$1${removed}`],
  // `name: DB_PASSWORD` and then its value, in YAML and in JSON.
  [
    pattern(
      `(name:[ \\t]*${name}${secretKey}${name}[ \\t]*\\r?\\n[ \\t]*value:[ \\t]*)(?!\\s|\\[removed\\])[^\\r\\n]+`,
    ),
    `$1${removed}`,
  ],
  [
    pattern(String.raw`(\\?"name\\?":\s*\\?"${name}${secretKey}${name}\\?",\s*\\?"value\\?":\s*)(?:${quoted})`),
    `$1"${removed}"`,
  ],
  // `PGPASSWORD=…`, `--token=…` and `--token …`.
  [pattern(String.raw`(${key}[ \t]*=[ \t]*)${harmless}(?:${quoted}|(?:[^\s"']|["'](?![,}\]:\s]|$))+)`), `$1${removed}`],
  [pattern(String.raw`(--[\w-]{0,64}${secretKey}[ \t]+)(?!-|\[removed\])(?:${quoted}|\S+)`), `$1${removed}`],
  // `password: …` as a line of YAML, which may have blanks in it, also in a quoted text; then anywhere else.
  [
    pattern(
      String.raw`((?:^|\\n)[ \t-]*${name}${key}[ \t]*:[ \t]+)${harmless}(?!\s)(?:${quoted}|(?:(?!\\n|\\?"[ \t]*[,}\]])[^\r\n])+)`,
    ),
    `$1${removed}`,
  ],
  [pattern(String.raw`(${key}[ \t]*:[ \t]*)${harmless}(?!\s)(?:${quoted}|\[[^\]\n]*\]|${word})`), `$1${removed}`],
];

function pattern(source: string): RegExp {
  return new RegExp(source, "gim");
}

function scrubValue(value: unknown, text: Scrubber["text"]): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value))
    return value.map((one, i) => (isOption(value[i - 1]) && typeof one === "string" ? removed : scrubValue(one, text)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const isSecret = "kind" in value && value.kind === "Secret";
  const isNamedSecret = "name" in value && typeof value.name === "string" && secretName.test(value.name);
  return Object.fromEntries(
    entries
      .filter(([name]) => !noise.has(name))
      .map(([name, one]) => {
        if (isSecret && (name === "data" || name === "stringData")) return [name, allRemoved(one)];
        if (encoded.test(name) || secretAtEnd.test(name) || (isNamedSecret && name === "value"))
          return [name, typeof one === "object" && !Array.isArray(one) ? scrubValue(one, text) : allRemoved(one)];
        return [name, scrubValue(one, text)];
      }),
  );
}

const noise: ReadonlySet<string> = new Set(["managedFields", "kubectl.kubernetes.io/last-applied-configuration"]);
/** cloud-init's data that cannot be read, so that nobody knows what is in it. */
const encoded = /^(?:user|network)DataBase64$/;
const secretAtEnd = new RegExp(`${secretKey}$`, "i");
const secretName = new RegExp(secretKey, "i");

function isOption(word: unknown): boolean {
  return typeof word === "string" && word.startsWith("-") && secretAtEnd.test(word);
}

/** Names stay: which there are is worth knowing. */
function allRemoved(value: unknown): unknown {
  if (typeof value === "string") return removed;
  if (Array.isArray(value)) return value.map(allRemoved);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((name) => [name, removed]));
}
