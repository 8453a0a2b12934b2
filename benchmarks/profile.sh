#!/usr/bin/env bash
# Where the time of a training goes, function by function: a clock asks the processor five thousand times a second what it is doing (Linux perf).
# One processor and so one thread, since waiting for another one would hide what is waited for.
# Usage: benchmarks/profile.sh [CASE...]; needs perf (Debian: linux-perf) and gives one table a case.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v perf > /dev/null || { echo "There is no perf here (Debian: apt-get install linux-perf)." >&2; exit 1; }
dotnet build -c Release --nologo -v quiet benchmarks/Backprop.Benchmarks > /dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- 784-512-256-10@256 784-512-256-10@64 784-128-10@32 2-16-16-1@32 4-16-3@10
for case in "$@"; do
    rm -f "$work"/*
    # Every compiled function with its address, at an address that it keeps, and the machine code of the kernels.
    DOTNET_PerfMapEnabled=3 DOTNET_PerfMapJitDumpPath=$work DOTNET_EnableWriteXorExecute=0 DOTNET_JitDisasm=Sum DOTNET_JitStdOutFile=$work/kernels \
        taskset -c 0 perf record -q -e cpu-clock -F 4999 -o "$work/samples" -- \
        dotnet benchmarks/Backprop.Benchmarks/bin/Release/net10.0/Backprop.Benchmarks.dll compare --only engine --case "$case" --seconds 4 --rounds 1 > /dev/null
    printf '\n## %s\n\n' "$case"
    perf script -i "$work/samples" -F ip,sym 2> /dev/null | "${PYTHON:-python3}" benchmarks/profile.py "$work"/perf-*.map "$work/kernels"
done
