/**
 * What evaluates the program. `engine`: Pulumi, for a preview or an update. `plan`: the plan command, which has neither
 * engine nor cluster nor network, so nothing may be looked for or fetched. Set once, before the program is imported.
 */
let mode: "engine" | "plan" = "engine";

export const runMode = {
  get isPlan(): boolean {
    return mode === "plan";
  },
  plan(): void {
    mode = "plan";
  },
};
