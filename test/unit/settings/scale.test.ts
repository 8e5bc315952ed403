import assert from "node:assert/strict";
import { type SettingDefinition, settingDefinitions } from "../../../components/settings/setting-definitions.ts";
import { SettingsError } from "../../../components/settings/settings-error.ts";
import { readSettings } from "../../../components/settings/read-settings.ts";
import { requirePodRoom } from "../../../stacks/pod-room.ts";
import { loadScenario, scenarioNames } from "../../../stacks/registry.ts";

const settingsOf = (stack: string, given: Readonly<Record<string, string>>) =>
  readSettings({
    stack,
    config: Object.fromEntries(Object.entries(given).map(([name, value]) => [`lab:${name}`, value])),
    scenarios: scenarioNames,
    projectDirectory: "/",
  });

const requireRoomFor = async (given: Readonly<Record<string, string>>): Promise<void> => {
  const settings = settingsOf("udn-pods", given);
  requirePodRoom(await loadScenario("udn-pods", settings), settings);
};

describe("the setting lab:scale", () => {
  it("is taken for scenario udn-pods from none to 200", () => {
    for (const scale of [0, 1, 200]) assert.equal(settingsOf("udn-pods", { scale: String(scale) }).scale, scale);
    assert.equal(settingsOf("udn-pods", {}).scale, 0);
  });

  for (const value of ["-1", "201", "1.5", "x"])
    it(`is refused as ${value}`, () =>
      assert.throws(
        () => settingsOf("udn-pods", { scale: value }),
        (error) =>
          error instanceof SettingsError &&
          error.message.startsWith(`lab:scale is "${value}": it must be a whole number from 0 to 200\n`),
      ));

  for (const scenario of scenarioNames.filter((name) => name !== "udn-pods"))
    it(`is refused for scenario ${scenario}, unless it is 0`, () => {
      assert.equal(settingsOf(scenario, { scale: "0" }).scale, 0);
      assert.throws(
        () => settingsOf("friday", { scenario, scale: "2" }),
        new SettingsError([
          `lab:scale is "2": it has a meaning only for scenario udn-pods, and this is ${scenario}`,
          "Change a setting with: pulumi config set lab:<name> <value> --stack friday",
        ]),
      );
    });

  it("names, as every setting that is not for all, scenarios that there are", () => {
    const named = Object.values<SettingDefinition>(settingDefinitions).flatMap(({ scenarios = [] }) => scenarios);
    assert.ok(named.length > 0);
    for (const name of named) assert.ok(scenarioNames.includes(name), name);
  });

  it("is refused on a kind cluster whose workers have no room for the pods, with the workers that it takes", async () => {
    // 12 of the workshop and 2 of each tenant; 100 on a worker.
    await requireRoomFor({ scale: "94" });
    await assert.rejects(
      requireRoomFor({ scale: "95" }),
      new SettingsError([
        "lab:scale is 95: scenario udn-pods has 202 pods with it, and a worker of a kind cluster takes 100 beside those of the platform; lab:workers is 2",
        "Take more of them: pulumi config set lab:workers 3 --stack udn-pods",
      ]),
    );
    await requireRoomFor({ scale: "95", workers: "3" });
    await assert.rejects(requireRoomFor({ scale: "200", workers: "4" }), /set lab:workers 5 /);
  });

  it("finds room on simulated nodes, and leaves existing ones to their owner", async () => {
    await requireRoomFor({ scale: "200", cluster: "simulated", workers: "1" });
    await requireRoomFor({ scale: "200", cluster: "existing", kubeconfig: "/k", context: "c" });
  });
});
