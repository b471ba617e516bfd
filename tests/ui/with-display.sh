#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-display.sh COMMAND…: runs it on a virtual display of its own, without a desktop session: what widget
# tests need. Its exit code is passed on.
set -euo pipefail

folder=$(mktemp -d "${TMPDIR:-/tmp}/ingot-display.XXXXXX")
server=
finish () {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 143' TERM INT HUP
mkfifo "$folder/display"

Xvfb -displayfd 5 -screen 0 1280x900x24 -nolisten tcp 5>"$folder/display" >"$folder/log" 2>&1 &
server=$!
if ! read -r -t 60 number <"$folder/display"; then
  echo "with-display.sh: the virtual display did not start:" >&2
  cat "$folder/log" >&2
  exit 1
fi

unset WAYLAND_DISPLAY XAUTHORITY
export DISPLAY=:$number GDK_BACKEND=x11 ADW_DISABLE_PORTAL=1
# No session bus either: nothing of the desktop that runs the tests may matter.
export DBUS_SESSION_BUS_ADDRESS=disabled:
"$@" && status=0 || status=$?
exit "$status"
