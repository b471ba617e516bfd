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

# The second half, inside the session bus.
within_bus () {
  printf ingot | gnome-keyring-daemon --foreground --unlock --components=secrets \
    >"$INGOT_SESSION_FOLDER/keyring.log" 2>&1 &
  started+=($!)
  gdbus wait --session --timeout 30 org.freedesktop.secrets
  "$@" || return $?
}

if [ -n "${INGOT_SESSION_FOLDER:-}" ] && [ "${1:-}" = --within-bus ]; then
  shift
  trap finish EXIT
  trap 'exit 143' TERM INT HUP
  within_bus "$@"
  exit
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/ingot-session.XXXXXX")
trap finish EXIT
trap 'exit 143' TERM INT HUP
mkdir "$folder/data" "$folder/config" "$folder/cache" "$folder/state"
mkdir -m 700 "$folder/run"
mkfifo "$folder/display"

unset WAYLAND_DISPLAY XAUTHORITY NO_AT_BRIDGE DBUS_SESSION_BUS_ADDRESS
export INGOT_SESSION_FOLDER=$folder
export XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache
export XDG_STATE_HOME=$folder/state XDG_RUNTIME_DIR=$folder/run
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=atspi ADW_DISABLE_PORTAL=1 GDK_DEBUG=no-portals
export GIO_USE_PROXY_RESOLVER=dummy

Xvfb -displayfd 5 -screen 0 1280x900x24 -nolisten tcp 5>"$folder/display" >"$folder/xvfb.log" 2>&1 &
started+=($!)
if ! read -r -t 60 number <"$folder/display"; then
  echo "with-session.sh: the virtual display did not start:" >&2
  cat "$folder/xvfb.log" >&2
  exit 1
fi
export DISPLAY=:$number

dbus-run-session -- bash "${BASH_SOURCE[0]}" --within-bus "$@" && status=0 || status=$?
exit "$status"
