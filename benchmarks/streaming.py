"""How much memory and time a training takes that streams its table, from 1 to 20 copies of a file, beside one that holds it in memory.

Usage: benchmarks/streaming.py PROGRAM TABLE TARGET [COPIES …]
PROGRAM is the published command line (dotnet publish -c Release src/Backprop.Cli -o dist: dist/Backprop.Cli). Each run is a process of its own;
memory is the peak of its resident set, as the kernel counts it (ru_maxrss). Prints a table for benchmarks/results.
"""
import json
import os
import sys
import tempfile
import time

COPIES = ["1", "2", "5", "10", "20"]
EPOCHS = "2"


def run(program, table, target, *options):
    """Peak memory in MB, seconds, and the events of a training."""
    output = tempfile.TemporaryFile("w+")
    begin = time.perf_counter()
    process = os.posix_spawn(
        program,
        [program, "train", table, "--target", target, "--test", "0.2", "--epochs", EPOCHS, "--json", "--output", table + ".model", *options],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)],
    )
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"the training ended with {status}")
    output.seek(0)
    events = [json.loads(line) for line in output]
    return usage.ru_maxrss / 1024, seconds, events


def main(program, source, target, *numbers):
    program = os.path.abspath(program)
    with open(source, encoding="utf-8") as file:
        header, rows = file.readline(), file.read()
    rows = rows if rows.endswith("\n") else rows + "\n"
    print("| copies | rows | text | streamed, first time | peak | streamed, again | peak | in memory | peak | R² streamed | R² in memory |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for copies in map(int, numbers or COPIES):
            table = os.path.join(folder, "table.csv")
            with open(table, "w", encoding="utf-8") as file:
                file.write(header)
                for _ in range(copies):
                    file.write(rows)
            first = run(program, table, target, "--stream", "always")
            again = run(program, table, target, "--stream", "always")
            memory = run(program, table, target, "--stream", "never")
            started = first[2][0]
            cells = [f"{copies}", f"{started['rows'] + started['testRows']:,}", f"{os.path.getsize(table) / 1e6:.1f} MB"]
            for peak, seconds, _ in (first, again, memory):
                cells += [f"{seconds:.1f} s", f"{peak:.0f} MB"]
            cells += [f"{events[-1]['test']['r2']:.4f}" for _, _, events in (again, memory)]
            print("| " + " | ".join(cells) + " |", flush=True)


main(*sys.argv[1:])
