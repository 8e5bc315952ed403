import assert from "node:assert/strict";
import { delayedStages, pulls, readyAt } from "../../../../components/clusters/simulation/delays/delayed-stages.ts";
import { controllerTimes } from "../../../../components/clusters/simulation/delays/profile.ts";
import {
  requestedPulls,
  waitingObjects,
  waitingPods,
} from "../../../../components/clusters/simulation/delays/read-objects.ts";
import { kubeletStages } from "../../../../components/clusters/simulation/kubelet.ts";
import { kubevirtStages } from "../../../../components/clusters/simulation/kubevirt.ts";
import { nmstateStages } from "../../../../components/clusters/simulation/nmstate.ts";
import { ovnKubernetesStages } from "../../../../components/clusters/simulation/ovn-kubernetes.ts";

const all = [...kubeletStages, ...ovnKubernetesStages, ...kubevirtStages, ...nmstateStages];

describe("the stages of a simulated cluster with delays", () => {
  it("are as they are without", () => assert.equal(delayedStages(all, 0), all));

  it("delay everything but nodes and deletions, each in one of two ways", () => {
    const kinds = delayedStages(all, 1).map(({ metadata, spec: { delay } }) => [
      metadata.name,
      delay === undefined ? "none" : delay.durationFrom ? "marked" : "timed",
    ]);
    assert.deepEqual(Object.fromEntries(kinds), {
      "node-ready": "none",
      "pod-running": "marked",
      "pod-gone": "none",
      "userdefinednetwork-created": "timed",
      "clusteruserdefinednetwork-created": "timed",
      "kubevirt-available": "marked",
      "virtualmachine-ready": "marked",
      "nodenetworkconfigurationpolicy-available": "timed",
    });
  });

  it("have a time for no stage that there is not", () => {
    const names = all.map(({ metadata }) => metadata.name);
    for (const name of Object.keys(controllerTimes)) assert.ok(names.includes(name), name);
  });

  it("take the times of controllers by the factor", () => {
    const stage = delayedStages(ovnKubernetesStages, 0.25)[0];
    assert.deepEqual(stage?.spec.delay, { durationMilliseconds: 2500 });
  });

  it("wait for the mark of an object, then for the moment that it tells, beside all they waited for before", () => {
    const [, before] = kubeletStages;
    const stage = delayedStages(kubeletStages, 0.25)[1];
    const key = '.metadata.annotations["ovn-kubernetes-labs/ready-at"]';
    assert.deepEqual(stage?.spec.delay, { durationMilliseconds: 0, durationFrom: { expressionFrom: key } });
    assert.deepEqual(stage.spec.selector.matchExpressions, [
      ...(before?.spec.selector.matchExpressions ?? []),
      { key, operator: "Exists" },
    ]);
    assert.deepEqual(stage.spec.next, before?.spec.next);
  });
});

describe("what waits on a simulated cluster with delays", () => {
  const list = (...items: object[]): string => JSON.stringify({ items });

  it("is a pod with a node, with the images of all its containers, each once", () => {
    const spec = {
      nodeName: "w1",
      initContainers: [{ image: "a" }],
      containers: [{ image: "b" }, { image: "a" }],
    };
    const metadata = { uid: "1", namespace: "n", name: "p" };
    assert.deepEqual(
      waitingPods(
        list(
          { metadata, spec },
          { metadata, spec: { ...spec, nodeName: undefined } },
          { metadata: { ...metadata, annotations: { [readyAt]: "2026-01-01T00:00:00Z" } }, spec },
          { metadata, spec: { nodeName: "w1", hostNetwork: true } },
        ),
      ),
      [
        { uid: "1", namespace: "n", name: "p", node: "w1", hostNetwork: false, images: ["a", "b"] },
        { uid: "1", namespace: "n", name: "p", node: "w1", hostNetwork: true, images: [] },
      ],
    );
  });

  it("is a virtual machine with the images of its disks, or a KubeVirt", () => {
    const volumes = [
      { name: "d", containerDisk: { image: "disk" } },
      { name: "c", cloudInitNoCloud: {} },
    ];
    assert.deepEqual(
      waitingObjects(
        list(
          { metadata: { namespace: "n", name: "vm" }, spec: { template: { spec: { volumes } } } },
          { metadata: { name: "kubevirt" }, spec: { configuration: {} } },
          { metadata: { name: "known", annotations: { [readyAt]: "x" } } },
        ),
      ),
      [
        { namespace: "n", name: "vm", disks: ["disk"] },
        { namespace: undefined, name: "kubevirt", disks: [] },
      ],
    );
  });

  it("are pulls that a node was told to do", () =>
    assert.deepEqual(
      requestedPulls(
        list({ metadata: { name: "w1", annotations: { [pulls]: '["a","b"]' } } }, { metadata: { name: "w2" } }),
      ),
      [["w1", ["a", "b"]]],
    ));
});
