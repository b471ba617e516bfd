# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Set-up for ./dev: the packages, and where the machine is not Debian 13 or later, a Debian 13 root in the
# cache folder that is entered with bwrap. Nothing here needs root rights except installing packages on a
# Debian 13 machine, and nothing here writes to standard output.

suite=trixie
locale=ko_KR.UTF-8
assume_yes=${assume_yes:-0}
root=$cache/$suite
# Another value makes every root anew.
made_as=1
tools=$cache/tools

# What `run`, `test` and `shell` need.
packages_base=(
  # the build
  build-essential meson ninja-build pkgconf gettext
  libgtk-4-dev libadwaita-1-dev libgtksourceview-5-dev libsoup-3.0-dev libjson-glib-dev libsecret-1-dev libdex-dev libsqlite3-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev
  libgnutls28-dev
  desktop-file-utils appstream libglib2.0-bin libxml2-utils
  # the program
  adwaita-icon-theme hicolor-icon-theme librsvg2-common glib-networking gsettings-desktop-schemas
  dconf-gsettings-backend dconf-service ca-certificates fonts-nanum fonts-inter fonts-cantarell
  # the tests
  at-spi2-core curl dbus-bin dbus-daemon git gnome-keyring imagemagick libsecret-tools locales openssl procps
  python3 python3-azure python3-jsonschema python3-openai python3-pyatspi reuse sqlite3 xauth xdotool xvfb
)
# What `check` needs besides.
packages_check=(codespell orca)

# say LINE…
say () {
  printf '%s\n' "$@" >&2
}

die () {
  say "$@"
  exit 1
}

# packages_of SET…: the names, without a set twice.
packages_of () {
  local set
  for set in "$@"; do
    local -n names=packages_$set
    printf '%s\n' "${names[@]}"
  done
}

# --- A machine that is Debian 13 or later ---

# is_debian_13 OS-RELEASE: whether that file is of Debian 13 or later.
is_debian_13 () {
  local id version codename
  [ -r "$1" ] || return 1
  id=$(. "$1"; echo "${ID:-}")
  version=$(. "$1"; echo "${VERSION_ID:-}")
  codename=$(. "$1"; echo "${VERSION_CODENAME:-}")
  [ "$id" = debian ] || return 1
  # Testing and unstable have no version number.
  [ "${version%%.*}" -ge 13 ] 2>/dev/null || [[ -z $version && $codename != bookworm ]]
}

missing_packages () {
  local name
  packages_of "$@" | while read -r name; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

has_locale () {
  locale -a 2>/dev/null | grep -qix "${locale/UTF-8/utf8}"
}

# consent QUESTION: yes without a question where one was announced or nobody could answer one in CI.
consent () {
  local answer=
  if [ "$assume_yes" = 1 ] || [ "${CI:-}" = true ]; then
    return 0
  fi
  printf '%s [y/N] ' "$1" >&2
  read -r answer || say ""
  [[ $answer == [yY]* ]]
}

install_packages () {
  local missing needed=() script="set -e; export DEBIAN_FRONTEND=noninteractive" as_root=()
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} -gt 0 ]; then
    needed+=("${missing[@]}")
    script+="; apt-get update; apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  if ! has_locale; then
    needed+=("and the locale $locale")
    script+="; echo '$locale UTF-8' >>/etc/locale.gen; locale-gen"
  fi
  if [ ${#needed[@]} -eq 0 ]; then
    return
  fi
  say "Ingot needs what is missing here: ${needed[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "Only an administrator can install that. As root, run:" "" "  sh -c \"$script\""
    as_root=(sudo)
  fi
  consent "Install it now with apt-get?" \
    || die "Nothing was installed. Run ./dev --yes with the same verb, or as root:" "" "  sh -c \"$script\""
  "${as_root[@]}" sh -c "$script" >&2 </dev/null || die \
    "The packages could not be installed; apt's reason is above. If the network was away, connect and run this again."
}

# --- A server of another project, for `check` ---

llama=$cache/llama

# Debian has llama-server from forky on. It is unpacked with all that it needs, down to the C library.
fetch_llama () {
  local work=$llama.new mirror options deb
  [ -e "$llama/usr/bin/llama-server" ] && return
  say "Fetching llama-server into $llama (once)"
  rm -rf "$work"
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/root"
  : >"$work/status"
  mirror=$(apt_mirror)
  echo "deb [signed-by=$(keyring)] ${mirror:-http://deb.debian.org/debian} forky main" >"$work/sources.list"
  options=(-q -o Dir::State="$work" -o Dir::State::status="$work/status" -o Dir::State::lists="$work/lists"
    -o Dir::Cache="$work" -o Dir::Cache::archives="$work/archives" -o Dir::Etc::sourcelist="$work/sources.list"
    -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any
    -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -o Debug::NoLocking=true)
  (apt-get "${options[@]}" update \
    && apt-get "${options[@]}" --download-only -y --no-install-recommends install llama.cpp-tools) >&2 </dev/null \
    || no_network "llama-server could not be downloaded."
  for deb in "$work"/archives/*.deb; do
    dpkg-deb -x "$deb" "$work/root"
  done
  rm -rf "$llama"
  mv "$work/root" "$llama"
  rm -rf "$work"
}

# --- Any other machine: the tools ---

# Debian's and Ubuntu's own packages, unpacked in the cache folder: the system is left alone.
fetch_tools () {
  local work=$cache/tools.new deb options
  if ! command -v apt-get || ! command -v dpkg-deb; then
    die "Ingot is built in a Debian 13 root, which takes programs that are missing here: mmdebstrap and bwrap." \
      "Install the packages mmdebstrap and bubblewrap and run this again."
  fi >/dev/null
  say "Fetching mmdebstrap and bubblewrap into $tools"
  rm -rf "$work"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/deb" "$work/root"
  options=(-q -o Dir::State="$work/state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$work/cache"
    -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any -o Acquire::Check-Valid-Until=false
    -o Acquire::Languages=none)
  (
    cd "$work/deb"
    apt-get "${options[@]}" update && apt-get "${options[@]}" download mmdebstrap bubblewrap debian-archive-keyring
  ) >&2 </dev/null || die \
    "mmdebstrap and bubblewrap could not be downloaded; apt's reason is above. Set-up needs the network once:" \
    "connect and run this again, or install the packages mmdebstrap and bubblewrap yourself."
  for deb in "$work"/deb/*.deb; do
    dpkg-deb -x "$deb" "$work/root"
  done
  rm -rf "$tools"
  mv "$work/root" "$tools"
  rm -rf "$work"
}

find_tools () {
  # An ordinary user's PATH may lack the folders that mmdebstrap's own tools are in.
  PATH=$PATH:$tools/usr/bin:/usr/sbin:/sbin
  if ! command -v mmdebstrap || ! command -v bwrap; then
    fetch_tools
  fi >/dev/null
}

# Where Debian's archive keys are: a machine of another distribution may not have them.
keyring () {
  local folder
  for folder in /usr/share/keyrings "$tools/usr/share/keyrings"; do
    if [ -e "$folder/debian-archive-keyring.gpg" ]; then
      echo "$folder/debian-archive-keyring.gpg"
      return
    fi
  done
}

need_namespaces () {
  local words
  words=$(bwrap --unshare-user --uid 0 --gid 0 --bind / / --dev /dev --proc /proc true 2>&1) || die \
    "This machine does not let you make user namespaces, and Ingot's Debian 13 root cannot be made without them." \
    "bwrap says: $words" \
    "An administrator can allow them until the next start with the one of these that exists here:" \
    "" "  sysctl -w kernel.unprivileged_userns_clone=1" \
    "  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" \
    "  sysctl -w user.max_user_namespaces=10000" \
    "" "In a container, start it with the right to make namespaces, or use an image of Debian 13."
}

# --- Any other machine: the root ---

# little_endian BYTES VALUE, and one instruction of a classic BPF program: CODE JUMP-TRUE JUMP-FALSE VALUE.
little_endian () {
  local i
  for ((i = 0; i < $1; i++)); do
    printf "\\x$(printf %02x $((($2 >> (8 * i)) & 255)))"
  done
}

instruction () {
  little_endian 2 "$1"
  little_endian 1 "$2"
  little_endian 1 "$3"
  little_endian 4 "$4"
}

# A system call filter under which changing a file's owner succeeds and does nothing. Packages give files to
# many users; a namespace that is made without root rights has one, and the owners do not matter here.
owner_filter () {
  local architecture numbers number left
  case $(uname -m) in
    # chown fchown lchown fchownat setgroups
    x86_64) architecture=0xC000003E numbers=(92 93 94 260 116) ;;
    aarch64) architecture=0xC00000B7 numbers=(55 54 159) ;;
    *) die "Ingot's Debian 13 root can be made on x86_64 and aarch64 only; this is $(uname -m). Use Debian 13." ;;
  esac
  left=${#numbers[@]}
  instruction 0x20 0 0 4
  instruction 0x15 1 0 "$architecture"
  instruction 0x06 0 0 0x7FFF0000
  instruction 0x20 0 0 0
  for number in "${numbers[@]}"; do
    instruction 0x15 "$left" 0 "$number"
    left=$((left - 1))
  done
  instruction 0x06 0 0 0x7FFF0000
  instruction 0x06 0 0 0x00050000
}

# as_owner ARGUMENT…: bwrap as a root user who is you outside, in place of the subshell that calls this, so
# that it ends when ./dev does. The machine's /dev is never inside, and what was mounted goes with it: what an
# interrupted set-up leaves can be deleted without harm.
as_owner () {
  exec bwrap --unshare-user --uid 0 --gid 0 --cap-add ALL --unshare-pid --unshare-ipc --die-with-parent \
    --seccomp 7 "$@" 7< <(owner_filter)
}

apt_mirror () {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
    | grep -m 1 -E '^https?://.*/debian/?$' || true
}

stamp_of () {
  packages_of "$@" | sha256sum | cut -c 1-16
}

no_network () {
  say "$1 The reason is above." \
    "Set-up needs the network once. If that was away, connect and run this again: it starts over by itself."
  exit 1
}

# The locale of the tests, and the user's.
locales () {
  printf '%s UTF-8\n' "$locale"
  if [[ ${LANG:-} =~ ^[a-z]+_[A-Z]+\.UTF-8$ && $LANG != "$locale" ]]; then
    printf '%s UTF-8\n' "$LANG"
  fi
}

bootstrap () {
  local new=$cache/root.new mirror keys
  mirror=$(apt_mirror)
  keys=$(keyring)
  say "Making a Debian 13 root in $root (once; some minutes)"
  rm -rf "$new"
  mkdir -p "$new/tmp" "$new/root"
  TMPDIR=$new/tmp LC_ALL=C.UTF-8 as_owner --bind / / --dev /dev --proc /proc -- \
    mmdebstrap --mode=root --variant=apt --format=tar --include="$(packages_of base | paste -sd,)" \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' \
    --aptopt='APT::Sandbox::User "root"' \
    --skip=chroot/mount/dev,chroot/mount/sys \
    --extract-hook='mkdir -p "$1/dev" && mount --rbind /dev "$1/dev"' \
    --extract-hook='echo "path-exclude=/usr/share/man/*" >"$1/etc/dpkg/dpkg.cfg.d/ingot"' \
    --customize-hook="echo '$(locales)' >>\"\$1/etc/locale.gen\" && chroot \"\$1\" locale-gen" \
    --customize-hook='umount -l "$1/dev"' \
    ${keys:+--keyring="$keys"} "$suite" - ${mirror:+"$mirror"} </dev/null \
    | tar -x --no-same-owner --exclude='./dev/*' -C "$new/root" \
    || no_network "The Debian 13 root could not be made."
  echo "$made_as" >"$new/root/.ingot-made"
  stamp_of base >"$new/root/.ingot-base"
  rm -rf "$root"
  mv "$new/root" "$root"
  rm -rf "$new"
}

add_packages () {
  local set=$1
  say "Adding the packages of '$set' to $root"
  (as_owner --bind "$root" / --dev /dev --proc /proc --tmpfs /run --perms 1777 --tmpfs /tmp \
    --ro-bind-try "$(readlink -f /etc/resolv.conf)" /etc/resolv.conf \
    --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin --setenv DEBIAN_FRONTEND noninteractive --setenv LANG C.UTF-8 -- \
    sh -c 'apt-get -q update && apt-get -q install -y "$@"' sh $(packages_of "$set")) >&2 </dev/null \
    || no_network "The packages of '$set' could not be installed."
  stamp_of "$set" >"$root/.ingot-$set"
}

is_stamped () {
  [ "$(cat "$root/.ingot-$1" 2>/dev/null)" = "$(stamp_of "$1")" ]
}

is_complete () {
  local set
  for set in "$@"; do
    is_stamped "$set" || return
  done
}

# make_root [SET…]: the root with the base set and these. A second caller waits for the first. A root that
# lacks a package gets it rather than being made again: somebody may be working in it.
make_root () {
  local set
  find_tools
  mkdir -p "$cache"
  is_complete base "$@" && return
  exec 9>"$cache/lock"
  flock -n 9 || { say "Another ./dev is setting up; waiting for it."; flock 9; }
  need_namespaces
  if [ "$(cat "$root/.ingot-made" 2>/dev/null)" != "$made_as" ]; then
    bootstrap
  fi
  for set in base "$@"; do
    is_stamped "$set" || add_packages "$set"
  done
  exec 9>&-
}

# --- Inside the root ---

# An account for whoever is calling: D-Bus and GLib look it up.
accounts () {
  mkdir -p "$cache/etc"
  { cat "$root/etc/passwd"; [ "$(id -u)" -eq 0 ] || echo "$(id -un):x:$(id -u):$(id -g)::$HOME:/bin/bash"; } \
    >"$cache/etc/passwd.$$"
  mv "$cache/etc/passwd.$$" "$cache/etc/passwd"
}

# The variables that mean the same inside. Others (library paths, certificates, Python) name things outside.
kept_variables () {
  compgen -e | grep -xE 'CI|TERM|COLORTERM|NO_COLOR|USER|LOGNAME|LANG|LANGUAGE|LC_[A-Z]+|TZ|DISPLAY|XAUTHORITY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|XDG_[A-Z_]+|(http|https|no|all|HTTP|HTTPS|NO|ALL)_(proxy|PROXY)|(G|GTK|GDK|GSK|ADW|GIO|MESON|NINJA|INGOT|SANDBOX|SECRET|ASAN|UBSAN|LSAN|SOUP)_.*'
}

# has_made LOCALE: C library programs complain about any other, and show no translation.
has_made () {
  [[ $1 == C || $1 == C.* || $1 == POSIX ]] || grep -q "^$1 " "$root/etc/locale.gen"
}

# enter_root COMMAND…: replaces this process.
enter_root () {
  local name arguments=(--clearenv --setenv LANG C.UTF-8)
  accounts
  [ -d "${XDG_RUNTIME_DIR:-}" ] || unset XDG_RUNTIME_DIR
  for name in $(kept_variables); do
    if [[ $name != LANG && $name != LC_* ]] || has_made "${!name}"; then
      arguments+=(--setenv "$name" "${!name}")
    fi
  done
  arguments+=(--setenv HOME "$HOME" --setenv INGOT_DEV_INSIDE 1
    --setenv PATH /usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games
    --bind "$root" / --dev /dev --proc /proc --ro-bind-try /sys /sys --tmpfs /run
    --bind /tmp /tmp --bind "$HOME" "$HOME" --bind "$cache" "$cache" --bind "$project" "$project"
    --ro-bind "$cache/etc/passwd" /etc/passwd --ro-bind-try /etc/hosts /etc/hosts
    --ro-bind-try "$(readlink -f /etc/resolv.conf)" /etc/resolv.conf
    --dev-bind-try /dev/dri /dev/dri)
  # D-Bus wants one, and an empty one is worse than none.
  [ ! -s /etc/machine-id ] || arguments+=(--ro-bind /etc/machine-id /etc/machine-id)
  for name in "${XDG_RUNTIME_DIR:-}" "${XAUTHORITY:-}" "$(bus_socket)"; do
    if [ -e "$name" ]; then
      arguments+=(--bind "$name" "$name")
    fi
  done
  case $PWD/ in
    "$HOME"/* | /tmp/* | "$project"/*) arguments+=(--chdir "$PWD") ;;
    *) arguments+=(--chdir "$project") ;;
  esac
  exec bwrap --unshare-pid --die-with-parent "${arguments[@]}" -- "$@"
}

bus_socket () {
  local path=${DBUS_SESSION_BUS_ADDRESS:-}
  path=${path#*unix:path=}
  echo "${path%%[,;]*}"
}
