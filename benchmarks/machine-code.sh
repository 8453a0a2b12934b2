#!/usr/bin/env bash
# What the compiler makes of the product's kernels, those for 512 bits too, which need not run here: instructions in the loop over four terms,
# and how often a sum leaves its register. Needs gcc and binutils. The compiler is the one that .NET has at run time, used ahead of it.
# Usage: benchmarks/machine-code.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish -c Release -v quiet --nologo -o "$work" machine-code.cs >&2
objdump -d --no-show-raw-insn -M intel "$work/machine-code" | "${PYTHON:-python3}" machine-code.py
