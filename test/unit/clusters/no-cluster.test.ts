import assert from "node:assert/strict";
import { withoutKubeconfig } from "../../../components/clusters/no-cluster.ts";

describe("a provider process without a kubeconfig", () => {
  const table: [claim: string, environment: NodeJS.ProcessEnv, expected: Record<string, string>][] = [
    ["gets a word that is no file as its KUBECONFIG", { TERM: "xterm" }, { TERM: "KUBECONFIG" }],
    ["gets nothing that is a path", { TERM: "/etc/hosts", LANG: "C.UTF-8" }, { LANG: "KUBECONFIG" }],
    ["gets nothing that is the name of a file here", { TERM: "package.json", SHLVL: "1" }, { SHLVL: "KUBECONFIG" }],
    ["gets nothing that is empty", { TERM: "", USER: "me" }, { USER: "KUBECONFIG" }],
    [
      "gets what the commands of this project set, where there is nothing else",
      { PULUMI_SKIP_UPDATE_CHECK: "true" },
      { PULUMI_SKIP_UPDATE_CHECK: "KUBECONFIG" },
    ],
    ["is not to be had where nothing is set", { SECRET: "word" }, {}],
  ];
  for (const [claim, environment, expected] of table)
    it(claim, () => assert.deepEqual(withoutKubeconfig(environment), expected));
});
