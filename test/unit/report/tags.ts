import assert from "node:assert/strict";

const tag = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const empty: ReadonlySet<string> = new Set(["meta", "link", "br"]);

/**
 * Fails unless every `<` begins a tag in the one form that this project writes, and each that is opened is closed in its turn: so no
 * text of others has become a tag. A style's text is passed over.
 */
export function requireTags(text: string): void {
  const open: string[] = [];
  let rest = text.replace(/^<!doctype html>\n/, "").replace(/(<style>).*?(<\/style>)/s, "$1$2");
  for (let place = rest.indexOf("<"); place !== -1; place = rest.indexOf("<")) {
    tag.lastIndex = place;
    const found = tag.exec(rest);
    assert.ok(found, `no tag: ${rest.slice(place, place + 80)}`);
    const [whole, close, name = "", , alone] = found;
    if (close) assert.equal(open.pop(), name, `</${name}> closes another`);
    else if (!alone && !empty.has(name)) open.push(name);
    rest = rest.slice(place + whole.length);
  }
  assert.deepEqual(open, []);
}
