#!/usr/bin/env bash
# How fast files become floats, and how much memory that takes, beside numpy + gzip and pandas (C engine), each case in a process of its own.
# Time: start-up aside; "first" is the first reading of the process (for .NET with compilation), "later" the median of 20 more.
# Memory: the peak of the first reading beyond that of a tiny file of the same kind, so that the runtime itself does not count.
# Usage: benchmarks/loading.sh [FOLDER with mnist/] ; needs a python3 with numpy and pandas, named by PYTHON (default python3).
set -euo pipefail
data=$(realpath "${1:-../shared/data}")
python=${PYTHON:-python3}
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish -c Release -v quiet --nologo -o "$work/loading" loading.cs >&2
"$python" -c "
import gzip, numpy
def table(name, rows, columns):
    numbers = numpy.random.default_rng(0).normal(size=(rows, columns))
    numpy.savetxt('$work/' + name, numbers, delimiter=',', fmt='%.6g', header=','.join(f'c{i}' for i in range(columns)), comments='')
table('numbers.csv', 100_000, 10)
table('long.csv', 1_000_000, 10)
table('wide.csv', 100_000, 100)
table('tiny.csv', 1_000, 10)
gzip.open('$work/tiny.gz', 'wb').write(bytes([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28]) + bytes(7840))"

ours() { "$work/loading/loading" "$@"; }
peers() { "$python" peers/loading.py "$@"; }

time_of() { # time_of NAME KIND FILE PEER: one row of the times
    awk -v name="$1" -v peer_name="$4" -v ours="$(ours "$2" "$3" 20)" -v peer="$(peers "$2" "$3" 20)" 'BEGIN {
        split(ours, o); split(peer, p)
        printf "| %s | %.0f ms | %.0f ms | %.0f ms (%s) | %.0f ms | %.2f |\n", name, o[1], o[2], p[1], peer_name, p[2], o[2] / p[2] }'
}

memory_of() { # memory_of NAME KIND FILE TINY PEER: one row of the memory; PEER is empty for what the peer has not
    local peer="" peer_tiny=""
    if [ -n "$5" ]; then peer=$(peers "$2" "$3" 0) peer_tiny=$(peers "$2" "$4" 0); fi
    awk -v name="$1" -v peer_name="$5" -v ours="$(ours "$2" "$3" 0)" -v tiny="$(ours "$2" "$4" 0)" -v peer="$peer" -v peer_tiny="$peer_tiny" 'BEGIN {
        split(ours, o); split(tiny, t); split(peer, p); split(peer_tiny, q)
        printf "| %s | %.0f MB | %.0f MB | %.2f × | %s |\n", name, o[4], o[3] - t[3], (o[3] - t[3]) / o[4], peer_name == "" ? "" : sprintf("%.2f × (%s)", (p[3] - q[3]) / o[4], peer_name) }'
}

echo "| file | first | later | peer, first | peer, later | ratio (later) |"
echo "|---|---|---|---|---|---|"
time_of "MNIST's 10,000 images, IDX, gzip" idx "$data/mnist/train10k-images-idx3-ubyte.gz" "numpy + gzip"
time_of "100,000 × 10 numbers, CSV" csv "$work/numbers.csv" pandas
echo
echo "| file | floats | peak beyond a tiny file's | to the floats | peer's |"
echo "|---|---|---|---|---|"
memory_of "MNIST's 10,000 images, IDX, gzip" idx "$data/mnist/train10k-images-idx3-ubyte.gz" "$work/tiny.gz" "numpy + gzip"
memory_of "1,000,000 × 10 numbers, CSV" csv "$work/long.csv" "$work/tiny.csv" pandas
memory_of "100,000 × 100 numbers, CSV" csv "$work/wide.csv" "$work/tiny.csv" pandas
memory_of "1,000,000 × 10 numbers, CSV, up to the first step of a training" training "$work/long.csv" "$work/tiny.csv" ""
memory_of "100,000 × 100 numbers, CSV, up to the first step of a training" training "$work/wide.csv" "$work/tiny.csv" ""
