/** The process of a readiness Command, see {@link readinessScript}. */
import { runAlone } from "../../command-host/script.ts";
import { readinessScript } from "./script.ts";

await runAlone(readinessScript);
