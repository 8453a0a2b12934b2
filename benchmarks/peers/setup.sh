#!/usr/bin/env bash
# Installs what the peers need, from Debian's packages: PyTorch and scikit-learn for /usr/bin/python3 on the OpenMP build of
# OpenBLAS, FANN with its headers, and gcc for fann.c. Nothing else is changed. Usage: benchmarks/peers/setup.sh
set -euo pipefail
packages=(python3-torch python3-sklearn libopenblas0-openmp libfann-dev gcc)
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "Installing with apt-get: ${packages[*]}"
"${as_root[@]}" apt-get update
"${as_root[@]}" apt-get install --yes --no-install-recommends "${packages[@]}"
echo "Installed. Try them: benchmarks/peers/check.sh"
