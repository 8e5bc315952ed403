import assert from "node:assert/strict";
import { markup, plainText } from "../../../components/markup/markup.ts";

describe("markup", () => {
  it("escapes texts, in content and in attributes, and nothing else", () =>
    assert.equal(
      markup`<b title="${`"'<&>`}">${"</b>"}${7}${undefined}${markup`<i>${"&amp;"}</i>`}${["<", markup`<br/>`]}</b>`
        .text,
      `<b title="&quot;&#39;&lt;&amp;&gt;">&lt;/b&gt;7<i>&amp;amp;</i>&lt;<br/></b>`,
    ));

  it("has no characters that steer who shows them", () => {
    assert.equal(plainText("a\u001b[31mb\u0000\nc\u009bd"), "a [31mb c d");
    assert.equal(plainText("user\u202etxt.exe\u2066x"), "user txt.exe x");
    assert.equal(plainText("\ud800 \u{1f600}"), "\ufffd \u{1f600}");
    assert.equal(markup`${"a\u0007b"}`.text, "a b");
  });
});
