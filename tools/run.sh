#!/usr/bin/env bash
# Builds Shifu and opens it: run.sh TAGS WORKSPACE. Without a display it takes
# the tour on a virtual one and says where the pictures and the report lie.
set -euo pipefail
cd "$(dirname "$0")/.."
tags=$1 workspace=$2
mkdir -p build
echo "Building (the first time takes some minutes: OpenGL and SQLite are compiled) ..."
go build -tags "$tags" -o build/shifu ./cmd/shifu
go build -tags "$tags" -o build/shifuctl ./cmd/shifuctl
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" = Linux ]; then
  echo "No display here: taking the tour on a virtual one."
  tools/setup/setup.sh look test
  go test -tags sqlite_fts5 -count=1 -timeout 15m ./e2e/
  echo "Screenshots: $PWD/build/tour/*.png"
  echo "Report:      $(ls "$PWD"/build/tour/*.pdf | tr '\n' ' ')"
  exit 0
fi
[ -f "$workspace/shifu.db" ] || build/shifuctl demo --workspace "$workspace"
exec build/shifu --workspace "$workspace"
