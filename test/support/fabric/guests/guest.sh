#!/bin/sh
# The first process of a guest, in mount, host name, process and network namespaces of its own: what it changes is seen in there
# alone, and ends with it. It ends with its standard input.
#
#   guest.sh <host name> <terminal> <folder of its files>
#
# A line of its standard input is an order: `getty` lets people log in at the terminal, for ever; `off` ends every other process.
# Each is answered by a line.
set -eu
name=$1 terminal=$2 files=$3

mount --make-rprivate /
for file in "$files"/etc/* "$files"/etc/pam.d/*; do
  if [ -f "$file" ]; then mount --bind "$file" "/etc/${file#"$files/etc/"}"; fi
done
mount -t tmpfs -o mode=0755 guest /home
mkdir -m 0700 /home/fedora
cp "$files/bash_profile" /home/fedora/.bash_profile
chown -R 1000:1000 /home/fedora
# Where a login leaves marks, and where programs leave files.
for folder in /run /var/log /root; do mount -t tmpfs -o mode=0755 guest "$folder"; done
for folder in /tmp /var/tmp; do mount -t tmpfs -o mode=1777 guest "$folder"; done
# The machine's log is not told who logs in here.
if [ -S /dev/log ]; then mount --bind /dev/null /dev/log; fi

hostname "$name"
ip link set lo up
# Everybody may ping, as on Fedora.
echo "0 2147483647" >/proc/sys/net/ipv4/ping_group_range

echo ready
while read -r order; do
  case $order in
  getty)
    while :; do
      # A session of its own, as an init gives it, so that the terminal becomes its controlling one. One that cannot start is not
      # started without a break.
      setsid --wait agetty --noclear --keep-baud 115200 "$terminal" vt220 </dev/null >/dev/null 2>&1 || sleep 0.1
    done &
    ;;
  off) kill -s KILL -- -1 2>/dev/null || : ;;
  esac
  echo "$order"
done
