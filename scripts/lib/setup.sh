# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts beside this folder: install what is missing, configure, build.
# Works in the repository's root; prints one line per step and keeps the rest in build/*.log.
#
#   install_packages GROUP...      Debian packages of scripts/packages.txt that are not there yet
#   configure PRESET               only when needed; VEDETTE_WERROR=ON|OFF is passed on when set
#   build PRESET TARGET...         ninja, with a count
#
# VEDETTE_JOBS sets how many compilers run side by side.

# shellcheck disable=SC2034  # for the script that sources this
started_in=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
root=$PWD
setup_log=build/setup.log
mkdir -p build
# A copy of the tree in another folder finds the same objects in the cache.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

on_terminal() { [[ -t 1 && ${TERM:-dumb} != dumb ]]; }

# A line that the next one overwrites; only for terminals.
draw() { printf '\r%s\033[K' "${1:0:$((${COLUMNS:-80} - 1))}"; }

elapsed() {  # SECONDS
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

spin() {  # TEXT; until it is stopped
  local began=$SECONDS
  while :; do
    for mark in '|' / - "\\"; do
      draw "$mark $1  $(elapsed $((SECONDS - began)))"
      sleep 0.2
    done
  done
}

# Where lines cannot be overwritten: a sign of life now and then.
tell_time() {
  local began=$SECONDS
  while sleep 30 >/dev/null 2>&1; do echo "  $(elapsed $((SECONDS - began)))"; done
}

spinner=
stop_spinner() {
  [[ -n $spinner ]] || return 0
  kill "$spinner" 2>/dev/null || true
  wait "$spinner" 2>/dev/null || true
  spinner=
  if on_terminal; then printf '\r\033[K'; fi
}
trap stop_spinner EXIT

give_up() {  # SENTENCE LOG
  printf '\n%s From %s:\n' "$1" "$2" >&2
  # After a compiler's error ninja finishes what it had begun: begin at the error.
  if grep -q '^FAILED: ' "$2"; then
    awk '/^FAILED: / { on = 1; left = 20 } on && left-- > 0' "$2" | cut -c1-240 >&2
  else
    tail -n 20 "$2" | cut -c1-240 >&2
  fi
  exit 1
}

step() {  # TEXT COMMAND...; returns what the command returns
  local text=$1 began=$SECONDS status=0
  shift
  printf '\n== %s\n' "$*" >>"$setup_log"
  if on_terminal; then
    spin "$text" &
  else
    echo "$text ..."
    tell_time &
  fi
  spinner=$!
  "$@" >>"$setup_log" 2>&1 </dev/null || status=$?
  stop_spinner
  if ((status == 0)); then echo "$text: done, $(elapsed $((SECONDS - began)))"; fi
  return "$status"
}

packages_of() {  # GROUP...
  awk -v groups=" $* " '!/^#/ && index(groups, " " $1 " ") { print $2 }' scripts/packages.txt
}

missing_packages() {  # PACKAGE...
  dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    awk -v wanted="$*" '$1 == "installed" { there[$2] = 1 }
      END { n = split(wanted, w, " "); for (i = 1; i <= n; ++i) if (!(w[i] in there)) print w[i] }'
}

run_apt_get() {
  local -a as_root=()
  if ((EUID != 0)); then as_root=(sudo -n); fi
  # Waits for another apt that is at work.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600 "$@"
}

install_packages() {  # GROUP...
  local -a wanted missing
  mapfile -t wanted < <(packages_of "$@")
  if ! command -v dpkg-query apt-get >/dev/null; then
    echo "This is no Debian: install what scripts/packages.txt lists by hand. Going on without."
    return 0
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  ((${#missing[@]})) || return 0

  local by_hand="apt-get install --no-install-recommends ${missing[*]}"
  : >"$setup_log"
  echo "Missing here: ${missing[*]}"
  if ((EUID != 0)) && ! { command -v sudo >/dev/null && sudo -v; }; then
    echo "Only root may install them. As root: $by_hand" >&2
    exit 1
  fi
  local text="Installing ${#missing[@]} Debian packages"
  # Without package lists, or with old ones, apt does not find them: then it asks for the lists.
  if apt-cache show "${missing[@]}" >/dev/null 2>&1 &&
    step "$text" run_apt_get install --no-install-recommends "${missing[@]}"; then
    return 0
  fi
  step "Reading Debian's package lists" run_apt_get update ||
    give_up "Debian's package lists could not be read (is there a network?)." "$setup_log"
  step "$text" run_apt_get install --no-install-recommends "${missing[@]}" ||
    give_up "The packages could not be installed." "$setup_log"
}

cached() {  # DIRECTORY VARIABLE
  sed -n "s/^$2:[A-Z]*=//p" "$1/CMakeCache.txt"
}

configure() {  # PRESET
  local dir=build/$1 again=
  local -a settings=()
  if [[ ! -f $dir/build.ninja || ! -f $dir/CMakeCache.txt ]]; then
    again=first
  elif [[ ${VEDETTE_WERROR:-} && $VEDETTE_WERROR != $(cached "$dir" VEDETTE_WERROR) ]]; then
    again=werror
  fi
  # A folder that was moved or copied along with its build.
  if [[ -f $dir/CMakeCache.txt && $(cached "$dir" CMAKE_HOME_DIRECTORY) != "$root" ]]; then
    again=fresh
  fi
  if command -v ccache >/dev/null &&
    { [[ $again == f* ]] || [[ -z $(cached "$dir" CMAKE_CXX_COMPILER_LAUNCHER) ]]; }; then
    settings+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    again=${again:-ccache}
  fi
  # Once configured, ninja does it again by itself whenever a CMake file changes.
  [[ $again ]] || return 0
  if [[ ${VEDETTE_WERROR:-} ]]; then settings+=("-DVEDETTE_WERROR=$VEDETTE_WERROR"); fi
  if [[ $again == fresh ]]; then settings+=(--fresh); fi
  step "Configuring build/$1" cmake --preset "$1" "${settings[@]}" ||
    give_up "The build could not be configured." "$setup_log"
}

# As many compilers as cores, but 1 GB of memory for each.
jobs_at_once() {
  local cores gigabytes
  cores=$(nproc)
  gigabytes=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo)
  if ((gigabytes < 1)); then gigabytes=1; fi
  echo "${VEDETTE_JOBS:-$((cores < gigabytes ? cores : gigabytes))}"
}

count_steps() {  # TEXT; ninja's lines come in
  local began=$SECONDS told=$SECONDS line
  if on_terminal; then draw "$1"; else echo "$1 ..."; fi
  while IFS= read -r line; do
    [[ $line =~ ^\[[0-9]+/[0-9]+\] ]] || continue
    if on_terminal; then
      draw "${BASH_REMATCH[0]} $1  $(elapsed $((SECONDS - began)))"
    elif ((SECONDS - told >= 15)); then
      told=$SECONDS
      echo "  ${BASH_REMATCH[0]} $(elapsed $((SECONDS - began)))"
    fi
  done
  if on_terminal; then printf '\r\033[K'; fi
}

build() {  # PRESET TARGET...
  local preset=$1 began=$SECONDS log=build/build.log
  shift
  if [[ $preset != release ]]; then log=build/build-$preset.log; fi
  NINJA_STATUS='[%f/%t] ' ninja -C "build/$preset" -j "$(jobs_at_once)" "$@" 2>&1 |
    tee "$log" | count_steps "Building build/$preset" ||
    give_up "The build failed." "$log"
  if ! grep -q 'no work to do' "$log"; then
    echo "Building build/$preset: done, $(elapsed $((SECONDS - began)))"
  fi
}
