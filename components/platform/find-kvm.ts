/**
 * The process that looks whether a kind node can open /dev/kvm: prints `usable` or `not usable`. That the machine's processor can
 * virtualise proves nothing, for the engine may run in a virtual machine of its own.
 */
import { type ContainerEngine, requireEngine, succeed } from "../clusters/container-engine.ts";
import { endWithEngine } from "../interruption/end-with-engine.ts";

/** Opens the device as KVM's users do, for reading and writing. Only if it is one: a shell would make what is not there. */
const openDevice = 'if [ -c /dev/kvm ] && (exec 3<>/dev/kvm) 2>/dev/null; then echo usable; else echo "not usable"; fi';

const { LAB_NODE = "", LAB_CONTAINER_ENGINE = "auto" } = process.env;
endWithEngine();
try {
  const engine = await requireEngine(LAB_CONTAINER_ENGINE as "auto" | ContainerEngine);
  const answer = (await succeed(engine, ["exec", LAB_NODE, "sh", "-c", openDevice])).trim();
  if (answer !== "usable" && answer !== "not usable")
    throw new Error(`node ${LAB_NODE} answers ${JSON.stringify(answer)} when asked for /dev/kvm`);
  process.stderr.write(`/dev/kvm in node ${LAB_NODE}: ${answer}\n`);
  process.stdout.write(answer);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
