"""What the Python peers share: the cases, their data, the check of the linear algebra below, and the conversation.

A peer is asked `--list` for its configurations (a JSON line each), or started with one configuration's arguments. Then it
says that it is ready, and answers each line `CASE SECONDS` on standard input with one JSON line, until `quit`.
"""
import argparse, importlib.util, json, math, os, sys, time

ROWS = 8192
ROWS_OF_THE_LARGEST = 2048  # where a layer has more than 1000 neurons
ROWS_OF_THE_SMALLEST = 150  # 4-16-3 has the size of iris
BLOCK_SECONDS = 0.02  # the clock is read once a block, so that reading it costs nothing
PRODUCT_TOLERANCE = 1e-4  # largest error over the largest value; float32 sums of 784 products stay 50 times below


class Case:
    """LAYERS@BATCH trains; predict:LAYERS predicts one row at a time."""

    def __init__(self, name):
        self.name, self.predicts = name, name.startswith("predict:")
        layers, _, batch = name.removeprefix("predict:").partition("@")
        try:
            self.layers, self.batch = [int(size) for size in layers.split("-")], int(batch) if batch else 1
        except ValueError:
            self.layers, self.batch = [], 0
        if len(self.layers) < 2 or min(self.layers) < 1 or self.batch < 1 or self.predicts == bool(batch):
            raise ValueError(f"'{name}' is no case: give LAYERS@BATCH as 784-128-10@32, or predict:LAYERS")
        self.classifies = self.layers[-1] == 10  # softmax and cross-entropy
        self.sigmoid = self.layers == [4, 16, 3]  # in every layer, with the squared error
        self.rows = ROWS_OF_THE_SMALLEST if self.sigmoid else ROWS_OF_THE_LARGEST if max(self.layers) > 1000 else ROWS
        if self.layers[-1] > self.layers[0]:
            raise ValueError(f"'{name}' has more outputs than inputs: the synthetic targets are made from the inputs")

    def data(self):
        """Inputs and targets in float32, the same for each peer: the largest of the first inputs, or those inputs themselves."""
        import numpy
        inputs = numpy.random.default_rng(1).random((self.rows, self.layers[0]), dtype=numpy.float32)
        targets = inputs[:, :self.layers[-1]]
        if self.classifies or self.sigmoid:
            targets = numpy.eye(self.layers[-1], dtype=numpy.float32)[targets.argmax(axis=1)]
        return inputs, numpy.ascontiguousarray(targets)


def environment(threads, core, wait):
    values = {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": wait}
    return values if core == "default" else {**values, "OPENBLAS_CORETYPE": core}


def wrong_product(multiply):
    """One line where `multiply` (float32 matrices, B or A transposed views too) disagrees with float64, else None.

    Old builds of OpenBLAS compute wrong results with some processors' kernels. The float64 product comes from einsum's own
    loops, since numpy's would come from the same OpenBLAS.
    """
    import numpy
    random = numpy.random.default_rng(2)
    for m, k, n in [(256, 784, 128), (64, 512, 256), (512, 64, 256), (10, 16, 3), (1, 784, 128), (33, 129, 65)]:
        a, b = (random.standard_normal(shape, dtype=numpy.float32) for shape in ((m, k), (k, n)))
        expected = numpy.einsum("ik,kj->ij", a.astype(numpy.float64), b.astype(numpy.float64))
        for left in (a, numpy.ascontiguousarray(a.T).T):
            for right in (b, numpy.ascontiguousarray(b.T).T):
                error = numpy.abs(multiply(left, right) - expected).max() / numpy.abs(expected).max()
                if not error < PRODUCT_TOLERANCE:
                    return f"the product {m}x{k}x{n} is wrong by {error:.1e} with this core type: not measured"
    return None


def measure(case, work, seconds):
    """Calls work(steps) → (steps done, loss) until the time is over; the caller's first call has warmed it up."""
    start = time.perf_counter()
    done, loss = work(1)
    block = max(1, int(BLOCK_SECONDS / max((time.perf_counter() - start) / done, 1e-9)))
    steps, elapsed, start = 0, 0.0, time.perf_counter()
    while elapsed < seconds:
        done, loss = work(block)
        steps += done
        elapsed = time.perf_counter() - start
    rows_a_step = 1 if case.predicts else case.rows / math.ceil(case.rows / case.batch)  # the last batch of an epoch may be smaller
    answer = {"case": case.name, "samplesPerSecond": steps * rows_a_step / elapsed, "microsecondsPerStep": elapsed / steps * 1e6}
    if loss is not None: answer["loss"] = loss if math.isfinite(loss) else None
    return answer


def say(value):
    print(json.dumps(value), flush=True)


def converse(peer, version, configuration, prepare, wrong):
    """prepare(case) makes the network and its data, warms them up, and returns the work for `measure`."""
    say({"peer": peer, "version": version, "configuration": configuration})
    prepared = {}
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]: return
        if not words: continue
        try:
            if len(words) != 2: raise ValueError("say CASE SECONDS")
            name, seconds = words
            if wrong: raise ValueError(wrong)
            if name not in prepared:
                case = Case(name)
                prepared[name] = case, prepare(case)
            say(measure(*prepared[name], float(seconds)))
        except Exception as problem:  # one case that fails leaves the others measurable
            say({"case": words[0], "error": " ".join(f"{problem}".split()) or type(problem).__name__})


def start(description, library, variants, configurations):
    """Reads the arguments; sets the environment before any library is loaded, so that it holds however the peer was started."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--list", action="store_true", help="print the configurations worth sweeping, a JSON line each")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--core", default="default", help="OPENBLAS_CORETYPE; default leaves the choice to OpenBLAS")
    parser.add_argument("--wait", default="passive", choices=["passive", "active"], help="OMP_WAIT_POLICY")
    parser.add_argument("--variant", default=variants[0], choices=variants)
    options = parser.parse_args()
    for needed in (library, "numpy"):
        if importlib.util.find_spec(needed) is None:
            print(f"{needed} is missing for {sys.executable}: run benchmarks/peers/setup.sh", file=sys.stderr)
            sys.exit(3)
    if options.list:
        for threads, core, wait, variant in configurations:
            arguments = ["--threads", str(threads), "--core", core, "--wait", wait, "--variant", variant]
            say({"configuration": title(threads, core, wait, variant), "environment": environment(threads, core, wait), "arguments": arguments})
        sys.exit(0)
    os.environ.pop("OPENBLAS_CORETYPE", None)
    os.environ.update(environment(options.threads, options.core, options.wait))
    return options, title(options.threads, options.core, options.wait, options.variant)


def title(threads, core, wait, variant):
    return f"threads={threads} core={core} wait={wait} variant={variant}"
