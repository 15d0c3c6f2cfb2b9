#!/usr/bin/env bash
# Installs the system packages that are missing: setup.sh WHEN...  (run look test package)
# Says what it installs, and says plainly what it can't.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

say() { printf 'setup: %s\n' "$*" >&2; }

if ! command -v go >/dev/null 2>&1; then
  say "Go is not on this machine, and the distributions' own Go is older than Shifu needs."
  say "Install Go $(sed -n 's/^go //p' "$here/../../go.mod") or newer, put it on PATH, and run this again."
  exit 1
fi

if command -v apt-get >/dev/null 2>&1; then column=2
elif command -v dnf >/dev/null 2>&1; then column=3
elif command -v brew >/dev/null 2>&1; then column=4
else
  say "neither apt-get, dnf nor brew is here: install by hand what tools/setup/packages.txt names for: $*"
  exit 0
fi

wanted=()
for when in "$@"; do
  while read -r name; do wanted+=("$name"); done < <(
    awk -v w="$when" -v c="$column" '$1 == w && $c != "-" {print $c}' "$here/packages.txt")
done

have() {
  case $column in
    2) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    3) rpm -q "$1" >/dev/null 2>&1 ;;
    4) brew list "$1" >/dev/null 2>&1 ;;
  esac
}

missing=()
for name in "${wanted[@]}"; do have "$name" || missing+=("$name"); done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$column" != 4 ] && [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1; then as_root=(sudo)
  else say "these are missing and only root can install them: ${missing[*]}"; exit 1; fi
fi

say "installing: ${missing[*]}"
case $column in
  2) "${as_root[@]}" apt-get update -qq >/dev/null || say "the list of packages could not be renewed; trying with the old one"
     "${as_root[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ;;
  3) "${as_root[@]}" dnf install -y -q "${missing[@]}" ;;
  4) brew install "${missing[@]}" ;;
esac
say "done"
