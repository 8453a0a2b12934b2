"""One case of benchmarks/loading.sh by numpy or pandas. Arguments and output: see benchmarks/loading.cs."""
import gzip
import statistics
import sys
import time

import numpy
import pandas


def idx(path):
    with gzip.open(path) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=16).astype(numpy.float32)


def csv(path):
    return pandas.read_csv(path, engine="c")


def status(line):
    with open("/proc/self/status") as file:
        return next(int(text.split()[1]) for text in file if text.startswith(line))


def milliseconds(read, path):
    start = time.perf_counter()
    table = read(path)
    return 1e3 * (time.perf_counter() - start), table.size


read = {"idx": idx, "csv": csv}[sys.argv[1]]
before = status("VmRSS:")
with open("/proc/self/clear_refs", "w") as file:
    file.write("5")
first, floats = milliseconds(read, sys.argv[2])
peak = status("VmHWM:") - before
later = statistics.median([milliseconds(read, sys.argv[2])[0] for _ in range(int(sys.argv[3]))] or [first])
print(f"{first:.1f} {later:.1f} {peak / 1e3:.1f} {floats * 4 / 1e6:.1f}")
