/**
 * Puts every double-quoted scalar that goes over several lines on one line, as YAML folds it: a line break is a space, each
 * empty line a line break, and a line break after a backslash is nothing.
 *
 * Needed because Go's parser, and so kubectl, takes continuation lines that are indented less than YAML allows, JavaScript's
 * parsers do not, and upstream has such a manifest (multi-networkpolicy f1873dc, scheme.yml, line 78).
 */
export function joinQuotedLines(yaml: string): string {
  const lines = yaml.split("\n");
  const joined: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? "";
    if (/^\s*(- )*[\w./-]+: "/.test(line))
      while (isOpen(line) && i + 1 < lines.length) {
        let breaks = 0;
        while (i + 1 < lines.length && lines[i + 1]?.trim() === "") {
          breaks++;
          i++;
        }
        const escaped = /(?<!\\)(?:\\\\)*\\$/.test(line);
        const start = escaped ? line.slice(0, -1) : line.trimEnd();
        const fold = escaped ? "" : " ";
        line = `${start}${breaks > 0 ? "\\n".repeat(breaks) : fold}${(lines[++i] ?? "").trimStart()}`;
      }
    joined.push(line);
  }
  return joined.join("\n");
}

/** Whether the quote that opens the value of `key: "…` is not closed on the line. */
function isOpen(line: string): boolean {
  const value = line.slice(line.indexOf('"') + 1);
  return !/^(?:[^"\\]|\\.)*"/.test(value);
}
