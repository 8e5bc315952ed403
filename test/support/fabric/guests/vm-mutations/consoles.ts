import { guestLogin } from "../../../../../components/virtual-machines/cloud-init.ts";
import { disabling, hidden, type LabMutation } from "./spoil.ts";

/** What is asked of red, or of both. */
const everything = ["V1", "V2", "V4", "V5", "V6", "V7", "V8"];
const experiment = ["V5", "V6", "V7", "V8"];

export const consoleMutations: readonly LabMutation[] = [
  disabling("red's console shows garbage", everything, ({ red: { guest } }) => {
    guest.line.isGarbled = true;
    return Promise.resolve(() => {
      guest.line.isGarbled = false;
      return Promise.resolve();
    });
  }),
  disabling("nobody can log in on red", ["V1", "V4"], async ({ red: { guest } }) => {
    await guest.setPassword("other");
    await guest.halt();
    await guest.offerLogin();
    return () => guest.setPassword(guestLogin.password);
  }),
  disabling("the API refuses red's console", everything, ({ guests, red: { guest } }) => {
    guests.refuseConsole(guest, { status: 403, message: "it is forbidden" });
    return Promise.resolve(() => {
      guests.refuseConsole(guest, undefined);
      return Promise.resolve();
    });
  }),
  disabling("blue's console says nothing", experiment, async ({ blue: { guest } }) => {
    await guest.halt();
    return () => guest.offerLogin();
  }),
  disabling("blue has no iperf3", ["V5"], hidden("blue", "iperf3")),
  disabling("red has no ping", ["V2", "V4"], hidden("red", "ping")),
  disabling("red has no ip", ["V1"], hidden("red", "ip")),
];
