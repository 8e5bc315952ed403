import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { markedAs, ownerAnnotation } from "../../../components/clusters/ownership-mark.ts";
import { namespaceName, partEvidence } from "../../../components/clusters/part-evidence.ts";
import { type Intention, roomProblems } from "../../../components/clusters/room.ts";

const intention: Intention = {
  stack: "friday",
  claims: [
    namespaceName("blue"),
    { apiVersion: "apps/v1", kind: "StatefulSet", namespace: "default", name: "app-default" },
  ],
  parts: ["ovn-kubernetes", "multus", "network-policy-api"],
  present: [],
};
const prefix = "Put something before the names: pulumi config set lab:namePrefix <prefix> --stack friday";
const say = (platform: string): string =>
  `Say what is there: pulumi config set lab:platform ${platform} --stack friday`;

/** What is in a cluster: owners by names, `undefined` for objects without a mark. */
function problems(there: Record<string, string | undefined>, changes: Partial<Intention> = {}): string[] {
  return roomProblems({ ...intention, ...changes }, ({ name }) =>
    Object.hasOwn(there, name) ? { owner: there[name] } : undefined,
  );
}

const definitions = (...parts: (keyof typeof partEvidence)[]): Record<string, undefined> =>
  Object.fromEntries(parts.flatMap((part) => partEvidence[part].definitions).map((name) => [name, undefined]));

describe("room on an existing cluster", () => {
  it("is there on an empty one, and where everything is the stack's own", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(
      problems({ blue: "friday", "app-default": "friday", "ovn-kubernetes": "friday", "kube-multus-ds": "friday" }),
      [],
    );
  });

  it("is not there under a name that another stack uses", () =>
    assert.deepEqual(problems({ blue: "monday" }), [
      "Namespace blue is there already and belongs to stack monday: it would be taken over, and later removed",
      prefix,
    ]));

  it("is not there under a name that nobody marked, in a namespace that is everybody's too", () =>
    assert.deepEqual(problems({ "app-default": undefined }), [
      "StatefulSet default/app-default is there already and belongs to somebody else than this project: it would be taken over, and later removed",
      prefix,
    ]));

  it("is not there for a part that somebody else has installed, and the setting is named that says so", () => {
    assert.deepEqual(problems({ "ovn-kubernetes": undefined }), [
      "ovn-kubernetes is there already: Namespace ovn-kubernetes belongs to somebody else than this project",
      say("ovn-kubernetes"),
    ]);
    assert.deepEqual(
      problems({
        "ovn-kubernetes": "monday",
        "kube-multus-ds": "monday",
        "adminnetworkpolicies.policy.networking.k8s.io": "monday",
      }).at(-1),
      say("present"),
    );
  });

  it("is there beside parts that are present with their definitions", () => {
    const all = definitions("ovn-kubernetes", "multus", "network-policy-api");
    const there = { ...all, "ovn-kubernetes": "monday", "kube-multus-ds": undefined };
    assert.deepEqual(problems(there, { present: ["ovn-kubernetes", "multus", "network-policy-api", "kubevirt"] }), []);
  });

  it("lacks the definitions of parts that are said to be present, and each is named", () =>
    assert.deepEqual(
      problems(definitions("ovn-kubernetes"), { present: ["ovn-kubernetes", "multus", "network-policy-api"] }),
      [
        "network-policy-api is not there, as lab:platform says it is: the cluster lacks " +
          "adminnetworkpolicies.policy.networking.k8s.io, baselineadminnetworkpolicies.policy.networking.k8s.io",
        say("ovn-kubernetes,multus"),
      ],
    ));

  it("says to install all where nothing of what is said to be present is there", () =>
    assert.equal(problems({}, { parts: ["multus"], present: ["multus"] }).at(-1), say("install")));
});

describe("the mark of a stack", () => {
  const marked = (type: string, props: object) =>
    markedAs("friday")({
      custom: true,
      type,
      name: "x",
      props,
      opts: {},
    }) as pulumi.ResourceTransformResult | undefined;

  it("comes to an object's annotations and changes nothing else", () =>
    assert.deepEqual(
      marked("kubernetes:core/v1:Namespace", {
        kind: "Namespace",
        metadata: { name: "blue", labels: { a: "b" }, annotations: { c: "d" } },
      })?.props,
      {
        kind: "Namespace",
        metadata: { name: "blue", labels: { a: "b" }, annotations: { c: "d", [ownerAnnotation]: "friday" } },
      },
    ));

  const others: Record<string, [type: string, props: object]> = {
    "a chart": ["kubernetes:helm.sh/v4:Chart", { chart: "x" }],
    "a provider": ["pulumi:providers:kubernetes", { metadata: {} }],
    "a patch of somebody else's object": ["kubernetes:core/v1:NamespacePatch", { metadata: { name: "blue" } }],
  };
  for (const [what, [type, props]] of Object.entries(others))
    it(`does not come to ${what}`, () => assert.equal(marked(type, props), undefined));
});
