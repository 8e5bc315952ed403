/** Characters that a terminal obeys or hides, and those that change the direction of text. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const longest = 200;

/** Whether a text has characters that cannot be seen. */
export function hasUnseen(text: string): boolean {
  return text.search(unseen) >= 0;
}

/**
 * A value that somebody gave, as messages show it: in quotes, with what cannot be seen written out (`\u001b`), without the
 * password of a URL, and no longer than a line or two.
 */
export function shown(value: string): string {
  const text = JSON.stringify(value.slice(0, longest))
    .replace(unseen, (character) =>
      Array.from({ length: character.length }, (_, i) => {
        const unit = character.charCodeAt(i).toString(16).padStart(4, "0");
        return `\\u${unit}`;
      }).join(""),
    )
    .replace(credentials, "$1[removed]@");
  return value.length > longest ? `${text} and ${value.length - longest} characters more` : text;
}

const credentials = /(:\/\/)[^\s/@"]*@/g;

/** Whether a URL has a user or a password in it. */
export function hasCredentials(url: string): boolean {
  return url.search(credentials) >= 0;
}
