#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-keyring.sh none|unlocked COMMAND…: runs it on a session bus of its own that starts no service by
# itself: without a keyring, or with a GNOME Keyring that lives in an empty folder and is unlocked.
set -euo pipefail

if [ "$1" != inside ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/ingot-keyring.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  mkdir -m 700 "$folder/home" "$folder/run"
  cat >"$folder/bus.conf" <<END
<busconfig>
  <type>session</type>
  <listen>unix:dir=$folder/run</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END
  env -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u DISPLAY -u WAYLAND_DISPLAY -u SECRET_BACKEND \
    HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" \
    dbus-run-session --config-file="$folder/bus.conf" -- "$0" inside "$@"
  exit
fi

keyring=$2
shift 2
if [ "$keyring" = none ]; then
  exec "$@"
fi
printf test | env -u G_DEBUG gnome-keyring-daemon --unlock --components=secrets --foreground >&2 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || true; wait "$daemon" 2>/dev/null || true' EXIT
gdbus wait --session --timeout 60 org.freedesktop.secrets
"$@"
