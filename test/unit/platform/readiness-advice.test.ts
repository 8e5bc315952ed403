import assert from "node:assert/strict";
import { adviceFor } from "../../../components/platform/readiness/advice.ts";
import type { Condition } from "../../../components/platform/readiness/condition.ts";

const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "asked" } };

describe("what to do when a part is not ready in time", () => {
  const access = { kubeconfig: "lab.conf", context: null };
  const looks: [condition: Condition, look: string][] = [
    [{ is: "deployment-available", namespace: "parts", name: "part" }, "describe pods -n parts"],
    [{ is: "object-condition", object, condition: "Available", podsOf: "parts" }, "describe pods -n parts"],
    [{ is: "dry-run-passes", object, podsOf: "parts" }, "describe pods -n parts"],
    [{ is: "definition-established", name: "parts.example" }, "describe crd parts.example"],
    [
      { is: "webhook-trusted", kind: "MutatingWebhookConfiguration", name: "hook" },
      "get MutatingWebhookConfiguration hook -o yaml",
    ],
  ];
  for (const [condition, look] of looks)
    it(`begins with the command that shows more of: ${condition.is}`, () =>
      assert.equal(
        adviceFor(condition, "no pods yet", access),
        `Look closer: kubectl --kubeconfig lab.conf ${look}. If it only takes long: npm run up again, with -c readinessTimeout=<seconds>`,
      ));

  const [[first]] = looks as [[Condition, string]];
  it("is asked of the context that the cluster was reached by", () =>
    assert.match(
      adviceFor(first, "", { ...access, context: "prod" }),
      /^Look closer: kubectl --kubeconfig lab\.conf --context prod /,
    ));

  for (const reason of ["ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull"])
    it(`names where images can be had from after ${reason}`, () =>
      assert.match(
        adviceFor(first, `part-1 on node: ${reason}`, access),
        /^The image cannot be pulled: lab:imageMirror /,
      ));
});
