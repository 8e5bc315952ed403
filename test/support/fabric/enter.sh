#!/bin/sh
# Runs a command in a world of its own: network, processes, mounts and host name are private to it, and the kernel removes all of
# them when the command ends, however it ends. Files outside of /run are the machine's.
#
#   enter.sh <path of agnhost> <command> [<argument>...]
#
# Beside the machine's own tree, this world has /agnhost, as agnhost's image has it, and in /fabric/bin the tools of the probes.
# With LAB_NETNS in their environment they run in that network namespace, which is how a container's exec gets into its pod.
# Names are resolved by the DNS server of the simulated cluster network.
set -eu
if [ "${FABRIC_ROOT:-}" = "" ]; then
  FABRIC_ROOT=$(mktemp -d)
  export FABRIC_ROOT
  # The shell stays to remove the mount point, which is a folder of the machine, and to end the world when it is ended itself.
  unshare --net --uts --mount --pid --fork --kill-child -- sh "$0" "$@" <&0 &
  world=$!
  trap 'kill "$world"' INT TERM HUP
  status=0
  while kill -0 "$world" 2>/dev/null; do
    status=0
    wait "$world" || status=$?
  done
  rmdir "$FABRIC_ROOT"
  exit "$status"
fi

agnhost=$1
shift
root=$FABRIC_ROOT
here=$(pwd)
mount -t tmpfs fabric "$root"
for entry in /*; do
  name=${entry#/}
  case $name in
  proc | run) mkdir "$root/$name" ;;
  *)
    if [ -L "$entry" ]; then
      ln -s "$(readlink "$entry")" "$root/$name"
    elif [ -d "$entry" ]; then
      mkdir "$root/$name"
      mount --rbind "$entry" "$root/$name"
    fi
    ;;
  esac
done
mount -t proc proc "$root/proc"
mount -t tmpfs run "$root/run"
mkdir -p "$root/run/netns" "$root/run/lock" "$root/fabric/bin"
# Temporary files are in memory, and gone with the world.
mkdir -m 1777 "$root/run/tmp"
export TMPDIR=/run/tmp

printf 'nameserver 10.96.0.10\nsearch svc.cluster.local cluster.local\noptions ndots:5 timeout:2 attempts:1\n' >"$root/fabric/resolv.conf"
mount --bind "$root/fabric/resolv.conf" "$root/$(readlink -f /etc/resolv.conf)"

# A tool of a probe, wherever it is on this machine.
wrap() {
  printf '#!/bin/sh\nexec ${LAB_NETNS:+nsenter --net=/run/netns/$LAB_NETNS} %s "$@"\n' "$2" >"$root$1"
  chmod 755 "$root$1"
}
wrap /agnhost "$agnhost"
for tool in curl ping dig nslookup getent psql env sh cat ip; do
  path=$(command -v "$tool") || continue
  wrap "/fabric/bin/$tool" "$path"
done

ip link set lo up
hostname fabric
export PATH="/fabric/bin:$PATH" IN_FABRIC=1
unset FABRIC_ROOT
exec chroot "$root" sh -c 'cd "$1" && shift && exec "$@"' sh "$here" "$@"
