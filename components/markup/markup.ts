/** Text that is HTML or SVG already. {@link markup} makes it; by hand it is only made of this project's own text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, nothing is nothing. */
export type MarkupValue = Markup | string | number | undefined | readonly MarkupValue[];

/**
 * A template of HTML or SVG whose values are escaped, for element content and for attribute values in double quotes.
 * @example markup`<b title="${name}">${name}</b>`
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(parts.map((part, i) => part + rendered(values[i])).join(""));
}

function rendered(value: MarkupValue): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return value.map(rendered).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/**
 * Text without what steers the one who shows it: control characters and the marks that turn the direction of writing become spaces,
 * halves of characters U+FFFD.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu, " ").replace(/\p{Cs}/gu, "\u{fffd}");
}
