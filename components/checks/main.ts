/** The process of a check's Command, see {@link checkScript}. */
import { runAlone } from "../command-host/script.ts";
import { checkScript } from "./check-script.ts";

await runAlone(checkScript);
