#!/usr/bin/env bash
# FANN as a peer of `compare`: compiles fann.c into a temporary folder and runs it with the arguments given.
# Usage: benchmarks/peers/fann.sh --list | [--variant sigmoid|stepwise|linear-piece]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
release=$(dpkg-query -W -f '${Version}' libfann-dev 2>/dev/null || echo unknown)
if ! gcc -DFANN_RELEASE="\"$release\"" -O3 -march=native "$here/fann.c" -o "$folder/fann" -lfloatfann -lm 2>"$folder/errors"; then
    echo "gcc or libfann-dev is missing, or fann.c does not compile: run benchmarks/peers/setup.sh; $(grep -m 1 -E 'error|not found' "$folder/errors")" >&2
    exit 3
fi
"$folder/fann" "$@"
