#!/usr/bin/env bash
# The accuracies of docs/results.md: trains each case with several seeds and prints the table.
# Usage: benchmarks/accuracy.sh [FOLDER with mnist/, diabetes/ and others; cases without their data are left out]
set -euo pipefail
data=${1:-../shared/data}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release --nologo -v quiet src/Backprop.Cli >&2
backprop=(dotnet src/Backprop.Cli/bin/Release/net10.0/Backprop.Cli.dll)
model=$(mktemp -u).safetensors
trap 'rm -f "$model"' EXIT

measure() { # measure METRIC SEEDS train-arguments…: one row of the table
    local metric=$1 seeds=$2 values=() seconds=() last
    shift 2
    for ((seed = 0; seed < seeds; seed++)); do
        last=$("${backprop[@]}" train "$@" --seed "$seed" --json --output "$model" | tail -n 1)
        values+=("$(sed -E "s/.*\"test\":\{[^{}]*\"$metric\":([-0-9.eE]+).*/\1/" <<<"$last")")
        seconds+=("$(sed -E 's/.*"seconds":([-0-9.eE]+).*/\1/' <<<"$last")")
    done
    local shown=("${@//$data\//}")
    printf '| `train %s` | %s | %s | %s | %s |\n' "${shown[*]}" "$metric" \
        "$(printf '%.3f ' "${values[@]}")" \
        "$(printf '%s\n' "${values[@]}" | awk '{s += $1} END {printf "%.3f", s / NR}')" \
        "$(printf '%s\n' "${seconds[@]}" | sort -g | awk '{v[NR] = $1} END {printf "%.1f", v[int((NR + 1) / 2)]}')"
}

echo "| command | on the test part | by seed | mean | seconds (median) |"
echo "|---|---|---|---|---|"
measure accuracy 3 digits --test 0.2
measure accuracy 3 digits --test 0.2 --output-activation sigmoid --loss squared-error --optimizer sgd --learning-rate 0.5
measure accuracy 3 iris --test 0.2
measure accuracy 3 xor --test 0.2
measure accuracy 3 moons --test 0.2
measure accuracy 3 circles --test 0.2
measure accuracy 3 spirals --test 0.2
measure accuracy 3 spirals --test 0.2 --hidden 64,64 --epochs 300 --patience none
if [ -d "$data/mnist" ]; then
    measure accuracy 3 "$data/mnist/train10k-images-idx3-ubyte.gz" --labels "$data/mnist/train10k-labels-idx1-ubyte.gz" \
        --hidden 128 --optimizer sgd --schedule constant --dropout 0 --learning-rate 0.1 --batch-size 32 --epochs 10 \
        --test "$data/mnist/t10k-images-idx3-ubyte.gz" --test-labels "$data/mnist/t10k-labels-idx1-ubyte.gz"
fi
if [ -d "$data/diabetes" ]; then measure r2 5 "$data/diabetes/diabetes.csv" --target last --test 0.2; fi
if [ -d "$data/penguins" ]; then measure accuracy 5 "$data/penguins/penguins.csv" --target species --test 0.2; fi
if [ -d "$data/iris" ]; then measure accuracy 5 "$data/iris/iris.csv" --target species --test 0.2; fi
if [ -d "$data/optdigits" ]; then measure accuracy 5 "$data/optdigits/optdigits-train.csv" --target last --test "$data/optdigits/optdigits-test.csv"; fi
if [ -d "$data/taxi-fare" ]; then measure r2 5 "$data/taxi-fare/taxi-fare-train.csv" --target fare_amount --test 0.2; fi
