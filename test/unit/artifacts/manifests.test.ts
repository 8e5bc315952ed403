import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../../components/artifacts/manifests.ts";
import { readCatalog } from "../../../components/artifacts/catalog.ts";
import { cleanUp, temporaryFolder, upstream } from "./support.ts";

describe("readManifest", () => {
  afterEach(cleanUp);

  function fileOf(content: string): string {
    const file = join(temporaryFolder(), "manifest.yaml");
    writeFileSync(file, content);
    return file;
  }
  const named = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
  const names = (content: string) => readManifest(fileOf(content)).map(({ metadata }) => metadata.name);

  it("gives plain objects with everything that is in them", () => {
    const [manifest, ...rest] = readManifest(fileOf(`${named("a")}  namespace: b\n  labels: {c: d}\ndata: {e: f}\n`));
    assert.deepEqual(rest, []);
    assert.deepEqual(manifest, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "a", namespace: "b", labels: { c: "d" } },
      data: { e: "f" },
    });
  });

  it("gives several documents in order, without the empty ones", () => {
    assert.deepEqual(names(`# head\n---\n${named("a")}---\n---\n# a comment\n---\n${named("b")}---\n`), ["a", "b"]);
  });

  for (const empty of ["", "# nothing\n", "---\n---\n"]) {
    it(`gives nothing for ${JSON.stringify(empty)}`, () => assert.deepEqual(names(empty), []));
  }

  it("flattens lists, also within lists", () => {
    const item = (name: string) => `{apiVersion: v1, kind: Secret, metadata: {name: ${name}}}`;
    const inner = `{apiVersion: v1, kind: List, items: [${item("b")}, ${item("c")}]}`;
    const list = `apiVersion: v1\nkind: List\nmetadata: {resourceVersion: ""}\nitems: [${item("a")}, ${inner}]\n`;
    assert.deepEqual(names(`${list}---\nkind: List\napiVersion: v1\nitems:\n---\n${named("d")}`), ["a", "b", "c", "d"]);
  });

  it("reads scalars as kubectl does", () => {
    const data = "{octal: 0644, word: on, date: 2024-01-31, time: 12:30, none: ~, quoted: '0644'}";
    const [manifest] = readManifest(fileOf(`${named("a")}data: ${data}\n`));
    assert.deepEqual(manifest?.["data"], {
      octal: 420,
      word: true,
      date: "2024-01-31",
      time: "12:30",
      none: null,
      quoted: "0644",
    });
  });

  it("takes continuation lines with less indentation than YAML allows, as kubectl does", () => {
    const quoted = 'one  \n  two\n\n\n\n  three \\\n  \\  four\\\\\n  \\"five\\"';
    const [manifest] = readManifest(
      fileOf(`${named("a")}spec:\n    list:\n    - text: "${quoted}"\n      next: 0644\n`),
    );
    assert.deepEqual(manifest?.["spec"], { list: [{ text: 'one two\n\n\nthree   four\\ "five"', next: 420 }] });
  });

  it("leaves the text of block scalars as it is", () => {
    const [manifest] = readManifest(fileOf(`${named("a")}data:\n  b: |\n    c: "5\n    d: e\n`));
    assert.deepEqual(manifest?.["data"], { b: 'c: "5\nd: e\n' });
  });

  it("gives the line of an error as it is in the file", () => {
    const content = `${named("a")}spec:\n    b: "one\n  two"\n    c: [\n---\n`;
    assert.throws(() => names(content), /document 1: not valid YAML: .* at line 6, column /);
  });

  it("reads every manifest of the catalog (skipped where OVN_LABS_UPSTREAM names no copy of them)", function () {
    if (!existsSync(upstream)) this.skip();
    const objects = Object.entries(readCatalog())
      .filter(([name]) => !name.startsWith("ovn-kubernetes/"))
      .map(([name, { files }]) => [
        name,
        Object.keys(files).flatMap((path) => readManifest(join(upstream, name, path))).length,
      ]);
    assert.deepEqual(Object.fromEntries(objects), {
      "multus-cni/v4.1.3": 6,
      "multus-cni/v4.3.0": 6,
      "multus-cni/master": 6,
      "multi-networkpolicy/master-f1873dc": 1,
      "ipamclaims/v0.5.1-alpha": 1,
      "ipamclaims/v0.4.0-alpha": 1,
      "network-policy-api/v0.1.5": 2,
      // Four definitions, a Namespace, a ServiceAccount, two roles, two bindings, a Deployment.
      "kubernetes-nmstate/v0.86.0": 11,
      "kubernetes-nmstate/v0.81.0": 11,
      "kubevirt/v1.8.4": 10,
      "kubevirt/v1.9.0": 10,
      "cert-manager/v1.21.1": 47,
      "cert-manager/v1.14.4": 46,
      "ipam-extensions/v0.6.0": 12,
      "ipam-extensions/v0.3.1": 12,
      "ipam-extensions/main": 12,
    });
  });

  const wrong: Record<string, [content: string, message: RegExp]> = {
    "without apiVersion": ["kind: A\nmetadata: {name: a}\n", /document 1: not a Kubernetes object.*: apiVersion: /],
    "without kind": ["apiVersion: v1\nmetadata: {name: a}\n", /document 1: not a Kubernetes object.*: kind: /],
    "without a name": [
      "apiVersion: v1\nkind: A\nmetadata: {}\n",
      /document 1: not a Kubernetes object.*: metadata\.name: /,
    ],
    "with an empty name": ["apiVersion: v1\nkind: A\nmetadata: {name: ''}\n", /document 1: .*: metadata\.name: /],
    "that is text": ["just text\n", /document 1: not a Kubernetes object/],
    "that is not YAML": ["a: [\n", /document 1: not valid YAML: /],
  };
  for (const [what, [content, message]] of Object.entries(wrong)) {
    it(`refuses a document ${what}`, () => {
      const file = fileOf(content);
      assert.throws(() => readManifest(file), message);
      assert.throws(
        () => readManifest(file),
        (error) => String(error).startsWith(`ArtifactError: ${file}, `),
      );
    });
  }

  it("counts the empty documents, and the items of a list", () => {
    assert.throws(() => names(`---\n${named("a")}---\n---\nkind: A\n`), /manifest\.yaml, document 3: /);
    const list = `apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: A, metadata: {name: a}}, {kind: B}]\n`;
    assert.throws(() => names(list), /manifest\.yaml, document 1, item 2: /);
  });

  it("refuses a file that is not there", () => {
    assert.throws(
      () => readManifest(join(temporaryFolder(), "no.yaml")),
      /^ArtifactError: Cannot read the manifest .*no\.yaml: ENOENT/,
    );
  });
});
