/** A part of a page in Markdown that a command writes; the rest of the page is written by hand. */
export interface Block {
  /** A plain word that no other block of the page has. */
  readonly name: string;
  /** Command that writes it: `npm run docs`. */
  readonly writer: string;
}

const beginOf = ({ name, writer }: Block): string => `<!-- ${name}: written by ${writer} -->`;
const endOf = ({ name }: Block): string => `<!-- end of ${name} -->`;

/** What a page's block has now. @throws Error if the page has no such block */
export function blockOf(page: string, block: Block): string {
  const [from, to] = placeOf(page, block);
  return page.slice(from, to).trim();
}

/** The page with another content of a block. @throws Error if the page has no such block */
export function withBlock(page: string, block: Block, content: string): string {
  const [from, to] = placeOf(page, block);
  return `${page.slice(0, from)}\n\n${content.trim()}\n\n${page.slice(to)}`;
}

function placeOf(page: string, block: Block): [from: number, to: number] {
  const begin = beginOf(block);
  const start = page.indexOf(begin);
  const to = page.indexOf(endOf(block));
  if (start === -1 || to < start)
    throw new Error(`the page has no place for ${block.name}, between ${begin} and ${endOf(block)}`);
  return [start + begin.length, to];
}

/** A table in Markdown. A vertical bar in a cell would end it, a line break the row. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const inCell = (text: string): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
  return [heads, heads.map(() => "---"), ...rows.map((row) => row.map(inCell))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
