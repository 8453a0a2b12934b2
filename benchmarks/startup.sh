#!/usr/bin/env bash
# Publishes the command line, then times whole processes that train on iris, taking turns, and prints the table of medians.
# Usage: benchmarks/startup.sh [ROUNDS]; PYTHON is the interpreter with scikit-learn, MEASURE a command put before the timed part.
set -euo pipefail
rounds=${1:-15}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet publish -c Release --nologo -v quiet src/Backprop.Cli -o "$folder/published" >&2
dotnet build -c Release --nologo -v quiet src/Backprop.Cli >&2
${MEASURE:-} "${PYTHON:-/usr/bin/python3}" - "$rounds" "$folder" "${PYTHON:-/usr/bin/python3}" <<'PYTHON_CODE'
import os, statistics, subprocess, sys, time

rounds, folder, python = int(sys.argv[1]), sys.argv[2], sys.argv[3]
published = f"{folder}/published/Backprop.Cli"
train = ["train", "iris", "--test", "0.2", "--optimizer", "sgd", "--schedule", "constant", "--epochs", "50", "--patience", "none", "--output", f"{folder}/model.safetensors"]
programs = {
    "published file": [published, *train],
    "after `dotnet build`": ["src/Backprop.Cli/bin/Release/net10.0/Backprop.Cli", *train],
    "scikit-learn": [python, "benchmarks/peers/sklearn_iris.py"],
}
seconds = {name: [] for name in programs}
for turn in range(rounds + 1):
    for name, command in programs.items():
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if turn > 0: seconds[name].append(time.perf_counter() - start)  # the first fills the disk cache
ours = statistics.median(seconds["published file"])
print("| program | median | fastest | slowest | to the published file |\n|---|---|---|---|---|")
for name, times in seconds.items():
    median = statistics.median(times)
    print(f"| {name} | {median:.3f} s | {min(times):.3f} s | {max(times):.3f} s | {median / ours:.1f} × |")
print(f"\nThe published file has {os.path.getsize(published) / 1e6:.1f} MB. {rounds} rounds.")
PYTHON_CODE
