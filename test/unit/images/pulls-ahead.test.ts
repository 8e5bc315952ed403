import assert from "node:assert/strict";
import { pullsAhead } from "../../../components/images/wanted-image.ts";
import { readSettings } from "../../../components/settings/read-settings.ts";

describe("images are pulled before pods ask for them", () => {
  const ahead = (config: Readonly<Record<string, string>>): boolean =>
    pullsAhead(
      readSettings({
        stack: "overlay",
        config: Object.fromEntries(Object.entries(config).map(([name, value]) => [`lab:${name}`, value])),
        scenarios: ["overlay"],
        projectDirectory: "/",
      }).cluster,
    );

  it("by kind's nodes, unless neither warm nodes nor a cache is wanted", () => {
    assert.ok(ahead({}));
    assert.ok(ahead({ warmImages: "off", imageCache: "on" }));
    assert.ok(!ahead({ warmImages: "off", imageCache: "off" }));
  });

  it("by simulated nodes where pulls take time", () => {
    assert.ok(ahead({ cluster: "simulated", simulatedDelays: "0.25" }));
    assert.ok(!ahead({ cluster: "simulated" }));
  });

  it("not by the nodes of a cluster that is there already", () =>
    assert.ok(!ahead({ cluster: "existing", kubeconfig: "/k", context: "c" })));
});
