#!/usr/bin/env bash
# How fast files become floats, beside numpy + gzip and pandas (C engine), each case in a process of its own, start-up aside.
# "first" is the first reading of the process (for .NET with compilation), "later" the median of 20 more.
# Usage: benchmarks/loading.sh [FOLDER with mnist/] ; needs a python3 with numpy and pandas, named by PYTHON (default python3).
set -euo pipefail
data=$(realpath "${1:-../shared/data}")
python=${PYTHON:-python3}
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish -c Release -v quiet --nologo -o "$work/loading" loading.cs >&2
"$python" -c "
import numpy
numbers = numpy.random.default_rng(0).normal(size=(100_000, 10))
numpy.savetxt('$work/numbers.csv', numbers, delimiter=',', fmt='%.6g', header=','.join(f'c{i}' for i in range(10)), comments='')"

measure() { # measure NAME KIND FILE PEER: one row of the table
    local ours peer
    ours=$("$work/loading/loading" "$2" "$3")
    peer=$("$python" peers/loading.py "$2" "$3")
    awk -v name="$1" -v peer_name="$4" -v ours="$ours" -v peer="$peer" 'BEGIN {
        split(ours, o); split(peer, p)
        printf "| %s | %.0f ms | %.0f ms | %.0f ms (%s) | %.0f ms | %.2f | %.1f x |\n", name, o[1], o[2], p[1], peer_name, p[2], o[2] / p[2], o[3] / o[4] }'
}

echo "| file | first | later | peer, first | peer, later | ratio (later) | peak memory / float data |"
echo "|---|---|---|---|---|---|---|"
measure "MNIST's 10,000 images, IDX, gzip" idx "$data/mnist/train10k-images-idx3-ubyte.gz" "numpy + gzip"
measure "100,000 × 10 numbers, CSV" csv "$work/numbers.csv" pandas
