#!/usr/bin/env bash
# Runs each peer briefly on each case and prints a table of samples a second (a peer that is missing is left out).
# Usage: benchmarks/peers/check.sh [SECONDS a case, 0.3] [first|all configurations, first]; MEASURE is a command put before each process.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec "${PYTHON:-/usr/bin/python3}" - "${1:-0.3}" "${2:-first}" <<'PYTHON_CODE'
import json, os, shlex, signal, subprocess, sys

seconds, which = sys.argv[1:]
cases = ["784-512-256-10@256", "784-512-256-10@64", "1024-2048-2048-1024@512", "784-128-10@32", "2-16-16-1@32", "4-16-3@10", "predict:784-128-10"]
questions = "".join(f"{case} {seconds}\n" for case in cases) + "quit\n"
measure = shlex.split(os.environ.get("MEASURE", ""))
failed = False
print(f"| peer | configuration | {' | '.join(cases)} |\n|---|---|{'---|' * len(cases)}", flush=True)
for script in ["./pytorch.py", "./sklearn_peer.py", "./fann.sh"]:
    listed = subprocess.run([script, "--list"], capture_output=True, text=True)
    if listed.returncode != 0:
        print(f"{script}: {listed.stderr.strip()}", file=sys.stderr)
        failed |= listed.returncode != 3
        continue
    configurations = [json.loads(line) for line in listed.stdout.splitlines()]
    for configuration in configurations if which == "all" else configurations[:1]:
        process = subprocess.run([*measure, script, *configuration["arguments"]], input=questions, capture_output=True, text=True,
                                 env={**os.environ, **configuration["environment"]})
        ready, *answers = [json.loads(line) for line in process.stdout.splitlines()] or [{}]
        found = {answer["case"]: f"{answer['samplesPerSecond']:,.0f}" if "error" not in answer else answer["error"] for answer in answers}
        missing = f"ended by {signal.Signals(-process.returncode).name}" if process.returncode < 0 else f"ended with {process.returncode}"
        row = [found.get(case, missing) for case in cases]
        failed |= any("error" in answer for answer in answers) or len(answers) < len(cases) or ready.get("configuration") != configuration["configuration"]
        print(f"| {ready.get('peer', script)} {ready.get('version', '')} | {configuration['configuration']} | {' | '.join(row)} |", flush=True)
        if process.returncode != 0: print(process.stderr.strip()[-500:], file=sys.stderr)
sys.exit(1 if failed else 0)
PYTHON_CODE
