#!/usr/bin/env bash
# Recreates Resources/*.csv.gz from Debian's package python3-sklearn (1.2.1 in Debian 12): plain numbers, the class last.
# Needs apt-get with Debian's package sources; installs nothing. See NOTICE for where the figures come from.
set -euo pipefail
resources="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/Resources"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download python3-sklearn
dpkg -x python3-sklearn_*.deb package
data=package/usr/lib/python3/dist-packages/sklearn/datasets/data

zcat "$data/digits.csv.gz" > digits.csv
tail -n +2 "$data/iris.csv" > iris.csv      # its first line holds counts and class names
sha256sum --check <<'SUMS'
6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8  digits.csv
111f8932a62b6c883fdc21a018d7459e603d6468fd8bdb4d1e0f0b125f2c9f39  iris.csv
SUMS
mkdir -p "$resources"
for name in digits iris; do gzip -9 -n < "$name.csv" > "$resources/$name.csv.gz"; done
