#!/usr/bin/env bash
# Trains on the tables of FOLDER by one command and all defaults, and scikit-learn with its usual pipeline on the same files: scores
# and times by seed. Prints the table in Markdown; with --save writes it and the numbers into benchmarks/results.
# Usage: benchmarks/tables.sh [FOLDER with penguins/, iris/, …] [--save] [--seeds N] [--only TABLE,…]
# BACKPROP is a published command line (by default it is published first), PYTHON the interpreter with scikit-learn, MEASURE a
# command put before each timed process.
set -euo pipefail
data=../shared/data
if [ $# -gt 0 ] && [[ $1 != --* ]]; then data=$1; shift; fi
data=$(realpath "$data")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${BACKPROP:-}" ]; then
    dotnet publish -c Release --nologo -v quiet src/Backprop.Cli -o "$work/published" >&2
    BACKPROP=$work/published/Backprop.Cli
fi
BACKPROP=$BACKPROP PYTHON=${PYTHON:-/usr/bin/python3} "${PYTHON:-/usr/bin/python3}" benchmarks/tables.py "$data" "$work" "$@"
