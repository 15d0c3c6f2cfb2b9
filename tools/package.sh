#!/usr/bin/env bash
# Makes build/package/shifu-VERSION-linux-amd64.tar.xz and -windows-amd64.zip:
# package.sh TAGS VERSION. Both hold the window, the command, the guide and the
# licences; the demo calls are inside the programs.
set -euo pipefail
cd "$(dirname "$0")/.."
tags=$1 version=$2 out=$PWD/build/package
rm -rf "$out" && mkdir -p "$out"

fill() { # fill DIR: what lies beside the programs
  cp README.md CHANGELOG.md LICENSE "$1/"
  mkdir -p "$1/licences" && cp internal/font/OFL.txt "$1/licences/NotoSansSC-OFL.txt"
}

linux=$out/shifu-$version-linux-amd64
mkdir -p "$linux"
go build -trimpath -tags "$tags" -ldflags "-s -w" -o "$linux/" ./cmd/shifu ./cmd/shifuctl
fill "$linux"
tar -C "$out" -cJf "$linux.tar.xz" "$(basename "$linux")"

windows=$out/shifu-$version-windows-amd64
mkdir -p "$windows"
GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc go build -trimpath -tags "$tags" -ldflags "-s -w -H windowsgui" -o "$windows/" ./cmd/shifu
GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc go build -trimpath -tags "$tags" -ldflags "-s -w" -o "$windows/" ./cmd/shifuctl
fill "$windows"
(cd "$out" && zip -qr "$windows.zip" "$(basename "$windows")")

rm -rf "$linux" "$windows"
ls -l "$out"
