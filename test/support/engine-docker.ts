import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { standIn } from "./engine-path.ts";

/** A container as the stand-in keeps it. Its id is made from its name, unless it is a foreign one. */
export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  readonly cluster: string;
  readonly created: string;
}

/**
 * A program that is called docker and stands in for it: it answers what kind and this project ask, has every image, and
 * cannot start a container: `docker run` leaves one that was created, as docker does, and fails.
 */
export class FakeDocker {
  /** To be first on the PATH. */
  readonly folder: string;
  readonly #state: string;

  constructor(root: string) {
    this.folder = join(root, "stand-in");
    this.#state = join(root, "docker");
    mkdirSync(this.#state);
    this.setContainers([]);
    this.setInfo({});
    standIn(this.folder, "docker", script.replaceAll("@STATE@", this.#state));
  }

  get environment(): NodeJS.ProcessEnv {
    return { PATH: `${this.folder}:${process.env["PATH"] ?? ""}` };
  }

  /** What `docker info` tells in JSON beside what kind wants to know. */
  setInfo(changes: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.#state, "info"), `${JSON.stringify({ ...usualInfo, ...changes })}\n`);
  }

  setContainers(list: readonly FakeContainer[]): void {
    const lines = list.map(({ id, name, cluster, created }) => `${id} ${name} ${cluster} ${created}\n`);
    writeFileSync(join(this.#state, "containers"), lines.join(""));
  }

  containerNames(): string[] {
    const lines = readFileSync(join(this.#state, "containers"), "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => line.split(" ")[1] ?? "");
  }

  /** The arguments of every call so far, a line each. */
  calls(command: string): string[] {
    const log = join(this.#state, "log");
    if (!existsSync(log)) return [];
    return readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`${command} `));
  }
}

export function containerId(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

const usualInfo = {
  SecurityOptions: [],
  CgroupDriver: "systemd",
  CgroupVersion: "2",
  MemoryLimit: true,
  PidsLimit: true,
  CPUShares: true,
};

const script = String.raw`
state=@STATE@
echo "$*" >> "$state/log"
all="$*"
command=$1
case "$command $all" in
  info*json*) cat "$state/info" ;;
  info*) echo 99.0.0 ;;
  version*) echo 99.0.0 ;;
  network*ls*) echo standin ;;
  network*) ;;
  ps*)
    cluster=$(echo "$all" | sed -n 's/.*io.x-k8s.kind.cluster=\([^ ]*\).*/\1/p')
    while read -r id name of created; do
      [ -z "$cluster" ] || [ "$cluster" = "$of" ] || continue
      case "$all" in *-aq*) echo "$id" ;; *) echo "$name" ;; esac
    done < "$state/containers" ;;
  inspect*--type=image*) echo '[]' ;;
  inspect*)
    shift
    comma='['
    for wanted in "$@"; do
      while read -r id name of created; do
        [ "$wanted" = "$id" ] || continue
        printf '%s{"Id":"%s","Name":"/%s","Created":"%s"}' "$comma" "$id" "$name" "$created"
        comma=,
      done < "$state/containers"
    done
    echo ']' ;;
  run*)
    name=$(echo "$all" | sed -n 's/.*--name \([^ ]*\).*/\1/p')
    cluster=$(echo "$all" | sed -n 's/.*io.x-k8s.kind.cluster=\([^ ]*\).*/\1/p')
    id=$(printf %s "$name" | sha256sum | cut -d' ' -f1)
    echo "$id $name $cluster $(date -u +%Y-%m-%dT%H:%M:%S.999Z)" >> "$state/containers"
    echo "docker: the stand-in cannot start containers." >&2
    exit 125 ;;
  rm*)
    shift
    for wanted in "$@"; do
      grep -v " $wanted " "$state/containers" > "$state/rest"
      cat "$state/rest" > "$state/containers"
    done ;;
  *) echo "the stand-in does not know: $all" >&2; exit 1 ;;
esac
`;
