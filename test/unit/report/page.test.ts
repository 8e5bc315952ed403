import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { markup } from "../../../components/markup/markup.ts";
import { entriesOf, type Entry } from "../../../stacks/report/entries.ts";
import { renderPage } from "../../../stacks/report/page.ts";
import { blocked, check, entries, planned, result, step, topology, toRed } from "./support.ts";
import { requireTags } from "./tags.ts";

const hostile = `"><script>alert('1')</script>&lt;\u001b[2J\u0000\u202e\ud800`;
const asText = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;lt; [2J \ufffd";

function page(of: readonly Entry[], more: Partial<Parameters<typeof renderPage>[0]> = {}): string {
  return renderPage({
    scenario: { name: "overlay", title: "The title", talk: "The talk" },
    steps: [step],
    stack: "mine",
    cluster: "kind cluster ovn-mine",
    made: "2026-01-05T06:07:08.900Z",
    topology,
    entries: of,
    shown: { entries: of },
    picture: markup`<svg></svg>`,
    style: "b > a { color: red }",
    ...more,
  });
}

const checks = [check("A"), check("B", { to: toRed, expect: blocked("A"), until: "later" }), check("C")];
const results = [
  result(checks[0] ?? check("A"), "passed", { repeat: "curl --fail 192.0.2.1" }),
  result(checks[1] ?? check("B"), "failed", { observed: hostile, repeat: hostile, seconds: 12.34 }),
  result(checks[2] ?? check("C"), "not run", { observed: "results/C.json is damaged: Unexpected end" }),
];

describe("the page of a report", () => {
  const html = page(entriesOf({ checks, topology, results }));

  it("is made of tags that are closed, and asks for nothing", () => {
    requireTags(html);
    assert.doesNotMatch(html, /<script|<img|<iframe|@import|url\(|\bon[a-z]+=|javascript:/);
    const addresses = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, address]) => address ?? "");
    assert.ok(addresses.length > 1);
    assert.ok(
      addresses.every((address) => /^#|^data:,$/.test(address)),
      addresses.join(" "),
    );
  });

  it("has in its matrix what is shown and in its tables all, and says below picture and matrix what is left out", () => {
    const all = entriesOf({ checks, topology, results });
    const abridged = page(all, { shown: { entries: all.slice(0, 1), leftOut: "Two <are> left out." } });
    assert.equal(abridged.split('<p class="left-out">Two &lt;are&gt; left out.</p>').length, 3);
    const [, matrix = ""] = /<section id="matrix">(.*?)<\/section>/s.exec(abridged) ?? [];
    assert.deepEqual(
      [...matrix.matchAll(/href="#check-(\w)"/g)].map(([, id]) => id),
      ["A"],
    );
    for (const { id } of checks) assert.ok(abridged.includes(`<tbody id="check-${id}"`), id);
  });

  it("forbids requests, and allows its own style by its hash alone", () => {
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
    assert.equal(style, "b > a { color: red }");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    assert.deepEqual(policy.replaceAll("&#39;", "'").split("; "), [
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.doesNotMatch(html, /\bstyle="/);
  });

  it("tells what it is about, when, and how it went", () => {
    for (const text of [
      "The title",
      "The talk",
      "kind cluster ovn-mine",
      "2026-01-02 03:04:05 UTC",
      "2026-01-05 06:07:08 UTC",
    ])
      assert.ok(html.includes(`>${text}<`), text);
    assert.match(html, /<title>overlay \(mine\): 1 of 3 checks failed: B\.<\/title>/);
    assert.match(html, /<b>1<\/b> passed.*<b>1<\/b> failed.*<b>1<\/b> not run/);
  });

  it("has each check's result, a damaged one too, and the command to repeat it", () => {
    assert.equal([...html.matchAll(/<tbody id="check-[ABC]"/g)].length, 3);
    assert.match(html, /<code>curl --fail 192\.0\.2\.1<\/code>/);
    assert.match(html, />results\/C\.json is damaged: Unexpected end</);
    assert.match(html, />12\.3</);
    assert.match(html, />holds until step later</);
    assert.match(html, />† holds only until a later step</);
    assert.doesNotMatch(page(entries([check("A")], ["passed"])), /†/);
  });

  it("leads from the matrix to the checks", () => {
    const anchors = new Set([...html.matchAll(/<tbody id="([^"]*)"/g)].map(([, id]) => `#${id ?? ""}`));
    const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, link]) => link ?? "");
    assert.deepEqual(new Set(links), anchors);
  });

  it("takes what was observed for text, whatever it is", () => {
    assert.equal(html.split(asText).length - 1, 2);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(html, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
  });

  it("takes every name for text, whatever it is", () => {
    const odd = { name: hostile, explanation: hostile };
    const one = check(hostile, { title: hostile, step: hostile, until: hostile });
    const text = page(
      entriesOf({ checks: [one], topology, results: [result(one, "failed", { details: { [hostile]: hostile } })] }),
      {
        scenario: { name: hostile, title: hostile, talk: hostile },
        steps: [odd],
        stack: hostile,
        cluster: hostile,
      },
    );
    requireTags(text);
    assert.doesNotMatch(text, /<script/);
  });

  it("marks results of an earlier update", () => {
    const marked = page(entries(checks, ["passed", "failed", "passed"], "2026-01-04T00:00:00.000Z"));
    assert.match(marked, />A\*</);
    assert.match(marked, />\* of an earlier update, 2026-01-02 03:04:05 UTC</);
    assert.doesNotMatch(html, /earlier update/);
  });

  it("of a plan has what is expected, and neither verdicts nor timings", () => {
    const plan = page(planned(checks));
    requireTags(plan);
    assert.match(plan, /no check has run for it, and arrows show what is expected of 3 checks/);
    assert.match(plan, /B <span class="word">blocked<\/span>/);
    for (const word of ["observed", "Timings", "passed<", "failed<", "not run<"]) assert.ok(!plan.includes(word), word);
  });
});
