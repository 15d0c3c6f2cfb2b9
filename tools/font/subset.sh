#!/bin/sh
# Makes the typefaces of internal/font from the full Noto Sans SC.
#
#   tools/font/subset.sh DIR
#
# DIR is the unpacked npm package @expo-google-fonts/noto-sans-sc
# (npm pack @expo-google-fonts/noto-sans-sc@0.4.3). Needs fonttools (Debian:
# apt install fonttools).
#
# The window gets the 8,105 characters of the General Standard Chinese
# Characters (general-standard-hanzi.txt, from the Unihan property kTGH) and
# the ranges of symbols.txt, in Regular and Bold. Hinting goes: Fyne draws
# without it. The report keeps the whole Regular.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
from=$1
here=$(cd "$(dirname "$0")" && pwd)
to=$here/../../internal/font
ranges=$(tr '\n' ' ' <"$here/symbols.txt" | sed 's/ *$//; s/  */,/g')

subset() {
	pyftsubset "$1" --output-file="$2" \
		--text-file="$here/general-standard-hanzi.txt" --unicodes="$ranges" \
		--no-hinting --desubroutinize --notdef-outline \
		--layout-features=kern,ccmp,mark,mkmk \
		--name-IDs=0,1,2,3,4,5,6,13,14 --drop-tables+=vhea,vmtx,DSIG
}
subset "$from/400Regular/NotoSansSC_400Regular.ttf" "$to/window-regular.ttf"
subset "$from/700Bold/NotoSansSC_700Bold.ttf" "$to/window-bold.ttf"
cp "$from/400Regular/NotoSansSC_400Regular.ttf" "$to/report-regular.ttf"
cp "$from/LICENSE_FONT" "$to/OFL.txt"
ls -l "$to"/*.ttf
