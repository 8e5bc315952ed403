/* eslint-disable no-control-regex -- control characters are what this is about */

/** Escape sequences of terminals (ECMA-48, xterm): OSC and other strings, CSI, then all others; an unfinished one at the end too. */
const escapes =
  /\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\|$)|[PX^_][^\x1b]*(?:\x1b\\|$)|\[[0-?]*[ -/]*(?:[@-~]|$)|[ -/]*(?:[0-~]|$))/g;
/** What the kernel prints on a serial console, wherever the cursor is. */
const kernelMessage = /\[ {0,4}\d+\.\d{6}\](?:\[ *[TC]\d+\])? [^\n]*(?:\n|$)/g;

/**
 * What a terminal sent, as text: lines end with `\n`, without escape sequences, other control characters, and messages of the
 * kernel, which may stand in the middle of a line.
 */
export function plainText(raw: string): string {
  return raw
    .replace(escapes, "")
    .replace(/\r+\n|\r/g, "\n")
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "")
    .replace(kernelMessage, "");
}
