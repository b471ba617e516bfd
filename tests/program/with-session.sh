#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-session.sh COMMAND…: runs it in a desktop session of its own: a virtual display, a session bus with
# the accessibility bus, an unlocked keyring, and empty XDG folders. Everything that was started is ended when
# the command ends, and its exit code is passed on.
set -euo pipefail

started=()
folder=

# Ends what was started, last first, and only that.
finish () {
  local index
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do
    kill "${started[index]}" 2>/dev/null || true
    wait "${started[index]}" 2>/dev/null || true
  done
  if [ -n "$folder" ]; then
    rm -rf "$folder"
  fi
}

# listen PROGRAM ARGUMENT…: starts a server that writes its address to descriptor 5, and leaves that in `answer`.
listen () {
  local log=$folder/${1##*/}.log pipe=$folder/pipe
  mkfifo "$pipe"
  "$@" 5>"$pipe" >"$log" 2>&1 </dev/null &
  started+=($!)
  if ! read -r -t 60 answer <"$pipe"; then
    echo "with-session.sh: $1 did not start:" >&2
    cat "$log" >&2
    exit 1
  fi
  rm "$pipe"
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/ingot-session.XXXXXX")
trap finish EXIT
trap 'exit 143' TERM INT HUP
mkdir "$folder/data" "$folder/config" "$folder/cache" "$folder/state"
mkdir -m 700 "$folder/run"

unset WAYLAND_DISPLAY XAUTHORITY NO_AT_BRIDGE DBUS_SESSION_BUS_ADDRESS
export INGOT_SESSION_FOLDER=$folder
export XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache
export XDG_STATE_HOME=$folder/state XDG_RUNTIME_DIR=$folder/run
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=atspi ADW_DISABLE_PORTAL=1 GDK_DEBUG=no-portals
export GIO_USE_PROXY_RESOLVER=dummy

listen Xvfb -displayfd 5 -screen 0 1280x900x24 -nolisten tcp
export DISPLAY=:$answer
listen dbus-daemon --session --nofork --print-address=5 --address="unix:path=$folder/run/bus"
export DBUS_SESSION_BUS_ADDRESS=$answer

printf ingot | gnome-keyring-daemon --foreground --unlock --components=secrets >"$folder/keyring.log" 2>&1 &
started+=($!)
gdbus wait --session --timeout 60 org.freedesktop.secrets

"$@" && status=0 || status=$?
exit "$status"
