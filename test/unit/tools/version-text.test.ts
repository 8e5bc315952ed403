import assert from "node:assert/strict";
import { isAcceptable, versionIn } from "../../../components/tools/version-text.ts";

describe("versions that tools report", () => {
  const lines: [string, string | undefined][] = [
    ["kind v0.32.0 go1.26.0 linux/amd64", "0.32.0"],
    ["kwokctl version v0.8.0 go1.26.8 (linux/amd64)", "0.8.0"],
    ["etcd Version: 3.6.16\nGit SHA: abc\nGo Version: go1.26.8\n", "3.6.16"],
    ["Kubernetes v1.35.4", "1.35.4"],
    ["Kubernetes v1.33.1-eks-0123456", "1.33.1-eks-0123456"],
    ["kind v0.33.0-alpha+1a2b3c go1.26.0", "0.33.0-alpha+1a2b3c"],
    ["built with go1.26.8", undefined],
    ["", undefined],
  ];
  for (const [text, version] of lines) {
    it(`reads ${String(version)} in ${JSON.stringify(text)}`, () => assert.equal(versionIn(text), version));
  }

  it("compares by number, not by text", () => {
    assert.equal(isAcceptable("0.27.0", "0.27.0"), true);
    assert.equal(isAcceptable("0.100.0", "0.27.0"), true);
    assert.equal(isAcceptable("0.9.0", "0.27.0"), false);
    assert.equal(isAcceptable("1.33.0-rc.1", "1.33.0"), false);
  });

  it("accepts every version when there is no minimum", () => assert.equal(isAcceptable("0.0.1", undefined), true));
});
