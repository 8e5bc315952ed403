import assert from "node:assert/strict";
import { imageSizes, pullRate } from "../../../../components/clusters/simulation/delays/profile.ts";
import * as profile from "../../../../components/clusters/simulation/delays/profile.ts";
import { type BoundPod, creationTime, Schedule } from "../../../../components/clusters/simulation/delays/schedule.ts";

const ovnImage = "ghcr.io/ovn-kubernetes/ovn-kubernetes/ovn-kube-ubuntu:release-1.3";
const operatorImage = "mirror.example/kubevirt/virt-operator:v1.8.4";
/** Seconds of the profile, spelt out: a change of the profile has to be seen here. */
const [ovnPull, ovnStart, smallPull, otherStart] = [50, 90, 2.5, 10];

const pod = (name: string, more: Partial<BoundPod> = {}): BoundPod => ({
  uid: name,
  namespace: "tools",
  name,
  node: "w1",
  hostNetwork: false,
  images: [`example.org/${name}`],
  ...more,
});
const ovnNode = (node = "w1", image = ovnImage): BoundPod =>
  pod(`ovnkube-node-${node}`, { namespace: "ovn-kubernetes", node, hostNetwork: true, images: [image] });
const seconds = (found: readonly { what: BoundPod; at: number }[]) =>
  found.map(({ what, at }) => [what.name, at / 1000]);

describe("the schedule of simulated delays", () => {
  let schedule: Schedule;
  beforeEach(() => (schedule = new Schedule(1, ["w1", "w2"])));

  it("lets a pod start when its images are there", () =>
    assert.deepEqual(seconds(schedule.pod(ovnNode(), 0)), [["ovnkube-node-w1", ovnPull + ovnStart]]));

  it("pulls an image once a node", () => {
    schedule.pod(ovnNode(), 0);
    const again = { ...ovnNode(), uid: "again" };
    assert.deepEqual(seconds(schedule.pod(again, 100_000)), [["ovnkube-node-w1", 100 + ovnStart]]);
    assert.deepEqual(seconds(schedule.pod(ovnNode("w2"), 100_000)), [["ovnkube-node-w2", 100 + ovnPull + ovnStart]]);
  });

  it("pulls the images of a node one after the other", () => {
    const onHost = { hostNetwork: true, namespace: "kube-system" };
    schedule.pod(pod("a", { ...onHost, images: [ovnImage] }), 0);
    assert.deepEqual(seconds(schedule.pod(pod("b", onHost), 0)), [["b", ovnPull + smallPull + otherStart]]);
  });

  it("pulls for a pod only once its node has a network, and starts it then", () => {
    assert.deepEqual(schedule.pod(pod("early"), 0), []);
    assert.deepEqual(seconds(schedule.pod(ovnNode(), 1000)), [
      ["ovnkube-node-w1", 1 + ovnPull + ovnStart],
      ["early", 1 + ovnPull + ovnStart + smallPull + otherStart],
    ]);
  });

  it("keeps the pods of other nodes waiting", () => {
    schedule.pod(pod("other", { node: "w2" }), 0);
    assert.deepEqual(seconds(schedule.pod(ovnNode(), 0)).length, 1);
  });

  it("lets multus pull at once, for it is on its host's network, and start after OVN-Kubernetes", () => {
    schedule.pod(ovnNode(), 0);
    const multus = pod("kube-multus-ds-1", {
      namespace: "kube-system",
      hostNetwork: true,
      images: ["x/multus-cni:v4"],
    });
    assert.deepEqual(seconds(schedule.pod(multus, 0)), [["kube-multus-ds-1", ovnPull + ovnStart + 22]]);
  });

  it("spares a pod the pull that its node was told to do before", () => {
    schedule.warm("w1", [ovnImage], 0);
    assert.deepEqual(seconds(schedule.pod(ovnNode(), 30_000)), [["ovnkube-node-w1", ovnPull + ovnStart]]);
    schedule.warm("w2", [ovnImage], 0);
    assert.deepEqual(seconds(schedule.pod(ovnNode("w2"), 80_000)), [["ovnkube-node-w2", 80 + ovnStart]]);
  });

  it("has KubeVirt pull what its operator starts, from where the operator is from, on every worker", () => {
    schedule.pod(ovnNode(), 0);
    schedule.pod(pod("virt-operator-1", { images: [operatorImage] }), 0);
    schedule.warm("w1", ["mirror.example/kubevirt/virt-handler:v1.8.4"], 0);
    const handler = 7.5;
    assert.equal(schedule.kubevirt(1_000_000) / 1000, 1000 + 2 * smallPull + handler + 60);
  });

  it("spreads guests over the workers, each of which pulls launcher and disk once", () => {
    const disk = "quay.io/containerdisks/fedora:43";
    const first = [schedule.guest([disk], 0), schedule.guest([disk], 0)].map((at) => at / 1000);
    const pulls = 12.5 + 25;
    assert.deepEqual(first, [pulls + 40, pulls + 40]);
    assert.equal(schedule.guest([disk], 100_000) / 1000, 100 + 40);
  });

  it("multiplies all times with its factor", () => {
    const [ready] = new Schedule(0.1, ["w1"]).pod(ovnNode(), 0);
    assert.equal(ready?.at, (ovnPull + ovnStart) * 100);
    assert.equal(creationTime(0.5), 34_500);
  });
});

describe("the profile of simulated delays", () => {
  it("says of every figure where it is from, or that it is assumed and why", () => {
    const found: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null || value instanceof RegExp) return;
      if ("source" in value) found.push(String(value.source));
      else Object.values(value).forEach(walk);
    };
    walk(Object.values(profile));
    assert.ok(found.length >= 20, `${found.length} figures`);
    for (const source of found) assert.match(source, /^assumed: .{5}|real-runs\.md|seen with|its probe/);
  });

  it("has a size for every image", () => {
    assert.equal(profile.firstMatch(imageSizes, "anything").value, 50);
    assert.equal(pullRate.value > 0, true);
    assert.throws(() => profile.firstMatch([], "anything"), /no row/);
  });
});
